package farcron.run;

import farcron.job.Outcome;

/// Where a runner tells how a `when:` test ended, exactly once for each that it was asked for.
@FunctionalInterface
public interface Asked {
    void answered(long run, Outcome outcome);
}

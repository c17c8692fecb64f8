package farcron.run;

import farcron.job.Outcome;

/// Where a runner tells that a run came to its end.
@FunctionalInterface
public interface Ended {
    void ended(long run, Outcome outcome);
}

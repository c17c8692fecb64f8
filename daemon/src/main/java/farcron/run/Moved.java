package farcron.run;

import farcron.job.Progress;

/// Where a runner tells how far a run has come. Any thread.
@FunctionalInterface
public interface Moved {
    void moved(long run, Progress progress);
}

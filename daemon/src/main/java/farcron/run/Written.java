package farcron.run;

import farcron.job.RunRecord;

/// Knows when all that a run has written is in its log. Any thread may ask.
@FunctionalInterface
public interface Written {

    /// For those whose log is complete when they end.
    Written AT_ONCE = (_, then) -> then.run();

    /// Has something done when the log of an ended run is as complete as it will be.
    void whenWritten(RunRecord run, Runnable then);
}

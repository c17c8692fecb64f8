package farcron.run;

import farcron.job.Job;
import farcron.job.RunRecord;

/// One way to run a job. Each run that was started or adopted is told to the [Ended] listener that
/// the runner was made with, exactly once, on any thread.
///
/// All methods are called by the scheduler's thread and return without waiting for the run.
public interface Runner {

    /// Starts a run that is already recorded. If it was started before, by this daemon or an
    /// earlier one, it is not started again; its outcome is told all the same.
    void start(RunRecord run, Job job);

    /// Takes up a run that an earlier daemon recorded as running.
    ///
    /// @return false if it was recorded but never started: nothing of it has run, and its outcome
    ///   will not be told
    boolean adopt(RunRecord run);

    /// Asks a run to end: SIGTERM first; with `force`, SIGKILL. A run that has ended is left alone.
    void stop(RunRecord run, boolean force);

    /// Lets go of all runs; they go on.
    void close();
}

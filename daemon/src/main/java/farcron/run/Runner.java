package farcron.run;

import farcron.job.Job;
import farcron.job.RunRecord;

/// One way to run a job. Each attempt at a run that was started or adopted is told to the [Ended]
/// listener that the runner was made with, exactly once, on any thread; and each `when:` test that
/// was asked, to [Asked].
///
/// All methods are called by the scheduler's thread and return without waiting for the run.
public interface Runner {

    /// Starts an attempt at a run that is already recorded. If it was started before, by this
    /// daemon or an earlier one, it is not started again; its outcome is told all the same.
    void start(RunRecord run, Job job);

    /// Takes up an attempt at a run that an earlier daemon recorded as running.
    ///
    /// @return false if it was recorded but never started: nothing of it has run, and its outcome
    ///   will not be told
    boolean adopt(RunRecord run);

    /// Asks the `when:` test of a run's line, as the run's user and in its environment. A test that
    /// an earlier daemon has asked is waited for if it still goes on, and asked once more if it
    /// does not.
    void ask(RunRecord run, Job job);

    /// Asks what goes on of a run, an attempt or its test, to end: SIGTERM first, to all its
    /// processes; with `force`, SIGKILL, until none is left. The end is told when none is. A run
    /// that has ended is left alone.
    ///
    /// @param run whose reason says why
    void stop(RunRecord run, boolean force);

    /// Lets go of all runs; they go on.
    void close();
}

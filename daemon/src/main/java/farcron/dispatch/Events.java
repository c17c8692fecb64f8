package farcron.dispatch;

import farcron.job.Job;
import farcron.job.RunRecord;

import java.util.List;
import java.util.Optional;

/// Who wants to hear what happens, as it happens. Called by the scheduler's thread after the thing
/// is recorded; must not block.
public interface Events {

    void started(RunRecord run, Job job);

    /// An attempt of a run has failed, and the run waits for its next one. Its folder is kept.
    ///
    /// @param run as it waits now
    void retried(RunRecord run, Job job);

    /// A run came to its end, or a due firing to its fate without one.
    ///
    /// @param job absent if its line is gone
    void ended(RunRecord run, Optional<Job> job);

    /// The record was lost, and a run that had ended before is on it again. That it has ended was
    /// told already, or there was nobody to tell it: it is no news.
    default void recalled(RunRecord run) {}

    /// Runs have been deleted from the record; what else is kept of them may go.
    void forgotten(List<Long> runs);

    /// Something that the operator should know, as a sentence.
    void trouble(String what);
}

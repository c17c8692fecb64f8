package farcron.dispatch;

import farcron.job.Job;
import farcron.job.RunRecord;

/// Who wants to hear what happens, as it happens. Called by the scheduler's thread after the thing
/// is recorded; must not block.
public interface Events {

    void started(RunRecord run, Job job);

    /// A run came to its end, or a due firing to its fate without one.
    void ended(RunRecord run);

    /// Something that the operator should know, as a sentence.
    void trouble(String what);
}

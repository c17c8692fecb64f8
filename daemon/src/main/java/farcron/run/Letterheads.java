package farcron.run;

import farcron.job.Job;
import farcron.job.RunRecord;

import java.util.Optional;

/// What is put into a run's folder before its start for whoever will mail its output: the line of
/// the crontab may be another one by then.
@FunctionalInterface
public interface Letterheads {

    /// The content of [farcron.job.RunFolder#mail]; empty if its output is not to be mailed.
    Optional<byte[]> of(RunRecord run, Job job);
}

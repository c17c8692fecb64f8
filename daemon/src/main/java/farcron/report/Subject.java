package farcron.report;

import farcron.job.JobKey;

import java.time.ZoneId;
import java.util.Optional;

/// The job that a question is about.
///
/// @param shown its name, with its scope where the name alone would not be enough
/// @param job absent if its line is gone
/// @param last what its line said last, if that is known
record Subject(JobKey key, String shown, Optional<JobView> job, Optional<Line> last) {

    static Subject of(JobView job) {
        Optional<Line> line = Optional.of(Line.of(job.job()));
        return new Subject(job.job().key(), job.shown(), Optional.of(job), line);
    }

    /// In which times of it are read and shown.
    ZoneId zone(ZoneId usual) {
        return last.map(Line::zone).orElse(usual);
    }
}

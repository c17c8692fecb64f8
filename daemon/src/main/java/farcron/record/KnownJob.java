package farcron.record;

import farcron.job.Job;
import farcron.job.JobKey;

import java.time.Instant;

/// A job that the record has seen, and the schedule it had.
///
/// @param since when the job was first seen with this schedule
public record KnownJob(JobKey key, String schedule, String zone, Instant since) {

    public static KnownJob of(Job job, Instant since) {
        return new KnownJob(job.key(), job.scheduleText(), job.zone().getId(), since);
    }

    /// Whether it is still due at the same times.
    public boolean isDueAs(Job job) {
        return schedule.equals(job.scheduleText()) && zone.equals(job.zone().getId());
    }
}

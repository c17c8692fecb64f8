package farcron.job;

import java.time.Instant;

/// One moment at which a job is due.
///
/// @param due the minute (or second) the crontab means; where that minute does not exist on the
///   wall clock, the first moment after the gap
/// @param firings how many moments it stands for; more than one only for a job with a period of
///   seconds whose moments came while the scheduler was late
public record Firing(Job job, Instant due, Trigger trigger, int firings) {

    public Firing(Job job, Instant due, Trigger trigger) {
        this(job, due, trigger, 1);
    }
}

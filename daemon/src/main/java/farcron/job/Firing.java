package farcron.job;

import java.time.Instant;

/// One moment at which a job is due.
///
/// @param due the minute (or second) the crontab means; where that minute does not exist on the
///   wall clock, the first moment after the gap
public record Firing(Job job, Instant due, Trigger trigger) {}

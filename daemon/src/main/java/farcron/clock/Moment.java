package farcron.clock;

import java.time.Instant;

/// A moment at which a schedule is due.
///
/// @param start when it starts, if the machine is awake
/// @param crontabMinute the local minute of the crontab that this start stands for; where a clock
///   change leaves that minute out, `start` is the first moment after the gap
public record Moment(Instant start, long crontabMinute) {}

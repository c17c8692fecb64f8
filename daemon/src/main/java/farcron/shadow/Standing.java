package farcron.shadow;

import java.time.Duration;

/// What can be said beforehand of a line under the old cron.
public sealed interface Standing {

    /// Cron starts it at its due time.
    ///
    /// @param delay or up to so long after it, where cron draws a delay by itself
    /// @param remark what may make the two differ all the same; mostly empty
    record Compared(Duration delay, String remark) implements Standing {}

    /// Cron starts it when the machine has started.
    record AtBoot() implements Standing {}

    /// Cron's log cannot tell.
    record Unjudged(String why) implements Standing {}

    /// The old cron does not run it.
    record Ignored(String why) implements Standing {}

    /// farcron does not run it.
    record Rejected(String why) implements Standing {}
}

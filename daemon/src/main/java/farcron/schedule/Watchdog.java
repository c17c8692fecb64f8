package farcron.schedule;

import java.time.Duration;

/// Somebody outside who ends a daemon that does nothing any more. What it wants to hear comes from
/// the scheduler's own steps, and from nothing else: so it hears of a scheduler that lives, not of
/// a thread that says so.
///
/// Owned by the scheduler's thread.
public final class Watchdog {

    /// The wall clock is looked at after this at the latest, whoever waits for that.
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Duration pause;
    private final Runnable food;
    private boolean fed;
    private long fedAt;

    /// @param interval within which it has to be fed, at the latest; it is fed three times as
    ///   often, but never more often than that
    /// @param food does not block, and does not fail
    public Watchdog(Duration interval, Runnable food) {
        this.pause = interval.dividedBy(3);
        this.food = food;
    }

    /// Nobody who would notice.
    public static Watchdog none() {
        return new Watchdog(MINUTE.multipliedBy(3), () -> {});
    }

    /// For how long there may be no step.
    Duration longestWait() {
        return pause.compareTo(MINUTE) < 0 ? pause : MINUTE;
    }

    /// A step went well.
    ///
    /// @param nanoTime of now
    void stepped(long nanoTime) {
        if (!fed || nanoTime - fedAt >= pause.toNanos()) {
            fed = true;
            fedAt = nanoTime;
            food.run();
        }
    }
}

package farcron.schedule;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Somebody outside who ends a daemon that does nothing any more. What it wants to hear comes from
/// the scheduler's own steps, and from nothing else: so it hears of a scheduler that lives, not of
/// a thread that says so.
///
/// Owned by the scheduler's thread.
public final class Watchdog {

    /// The wall clock is looked at after this at the latest, whoever waits for that.
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Duration pause;
    private final Supplier<String> news;
    private final BooleanSupplier food;
    private Optional<String> told = Optional.empty();
    private boolean hungry;
    private long fedAt;

    /// @param interval within which it has to be fed, at the latest; it is fed three times as
    ///   often, but never more often than that
    /// @param news what it should hear of at once; it is fed when that has changed
    /// @param food does not block, and does not fail; false if it was not taken. Then it is offered
    ///   again four times as often
    public Watchdog(Duration interval, Supplier<String> news, BooleanSupplier food) {
        this.pause = Duration.ofNanos(interval.toNanos() / 3);
        this.news = news;
        this.food = food;
    }

    /// Nobody who would notice.
    public static Watchdog none() {
        return new Watchdog(Duration.ofMinutes(3), () -> "", () -> true);
    }

    /// For how long there may be no step.
    Duration longestWait() {
        Duration pause = pause();
        return pause.compareTo(MINUTE) < 0 ? pause : MINUTE;
    }

    private Duration pause() {
        return hungry ? pause.dividedBy(4) : pause;
    }

    /// A step went well.
    ///
    /// @param nanoTime of now
    void stepped(long nanoTime) {
        Optional<String> now = Optional.of(news.get());
        if (!now.equals(told) || nanoTime - fedAt >= pause().toNanos()) {
            told = now;
            fedAt = nanoTime;
            hungry = !food.getAsBoolean();
        }
    }
}

package farcron.schedule;

import farcron.clock.Timepiece;

import java.time.Duration;
import java.time.Instant;

/// Notices that the clock on the wall was set, or that the machine slept. Owned by the scheduler's
/// thread.
final class Steadiness {

    /// The two clocks are read one after the other, and the wall's is trimmed by NTP.
    private static final Duration TREMBLE = Duration.ofSeconds(1);

    private static final Duration BACK = Duration.ofSeconds(-1);

    private final Timepiece time;
    private Instant wall;
    private Duration awake;

    Steadiness(Timepiece time) {
        this.time = time;
        this.wall = time.instant();
        this.awake = time.awake();
    }

    /// By how much the wall clock has moved, since it was asked for, other than by the passing of
    /// time in which programs run; zero for less than a second.
    Duration moved(Instant now) {
        Duration running = time.awake();
        Duration by = Duration.between(wall, now).minus(running.minus(awake));
        // Not by its absolute value: that goes by way of decimals, at each step.
        if (by.compareTo(TREMBLE) < 0 && by.compareTo(BACK) > 0) {
            return Duration.ZERO;
        }
        wall = now;
        awake = running;
        return by;
    }
}

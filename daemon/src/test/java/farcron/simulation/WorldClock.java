package farcron.simulation;

import farcron.clock.Timepiece;

import java.time.Duration;
import java.time.Instant;

/// The clock on the simulated machine's wall, which may be set, and the time that really passes.
final class WorldClock implements Timepiece {

    private final Crashes crashes;
    private Instant truth;
    private Duration ahead = Duration.ZERO;
    private boolean wasSet;

    WorldClock(Instant begin, Crashes crashes) {
        this.truth = begin;
        this.crashes = crashes;
    }

    /// For the daemon, which may crash in that moment.
    @Override
    public Instant instant() {
        crashes.look();
        return wall();
    }

    @Override
    public Duration awake() {
        return Duration.between(Instant.EPOCH, truth);
    }

    Instant wall() {
        return truth.plus(ahead);
    }

    /// What the wall shows, or would have shown, at another moment, if nobody set it since.
    Instant wall(Instant then) {
        return then.plus(ahead);
    }

    Instant truth() {
        return truth;
    }

    void passTo(Instant then) {
        truth = then.isAfter(truth) ? then : truth;
    }

    /// Somebody sets the clock.
    void set(Duration by) {
        ahead = ahead.plus(by);
        wasSet = true;
    }

    boolean wasSet() {
        return wasSet;
    }
}

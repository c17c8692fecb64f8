package farcron.schedule;

import farcron.clock.Timepiece;

import java.time.Duration;
import java.time.Instant;

/// A clock that a test sets. Time passes with it, unless it [#jumps].
public final class SettableTime implements Timepiece {

    private Instant now;
    private Duration jumped = Duration.ZERO;

    public SettableTime(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Duration awake() {
        return Duration.between(Instant.EPOCH, now).minus(jumped);
    }

    /// The clock is set by somebody, or the machine sleeps.
    public void jumps(Duration by) {
        now = now.plus(by);
        jumped = jumped.plus(by);
    }

    public void set(Instant other) {
        now = other;
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }
}

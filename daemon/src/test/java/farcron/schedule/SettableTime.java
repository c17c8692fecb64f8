package farcron.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that a test sets.
public final class SettableTime implements InstantSource {

    private Instant now;

    public SettableTime(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    public void set(Instant other) {
        now = other;
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }
}

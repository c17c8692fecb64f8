package farcron.run.fargate;

import farcron.clock.Timepiece;

import java.time.Duration;
import java.time.Instant;

/// The time of a story: it passes when the story says so.
final class StoryClock implements Timepiece {

    private Instant now;

    StoryClock(Instant begin) {
        now = begin;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Duration awake() {
        return Duration.between(Instant.EPOCH, now);
    }

    void passTo(Instant then) {
        now = then.isAfter(now) ? then : now;
    }
}

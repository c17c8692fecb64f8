package farcron.aws;

import java.time.Duration;
import java.time.Instant;

/// A rate with a burst, as AWS counts calls.
final class TokenBucket {

    private final double burst;
    private final double perSecond;
    private double tokens;
    private Instant filled = Instant.MIN;

    TokenBucket(int burst, int perSecond) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.tokens = burst;
    }

    boolean take(Instant now) {
        if (filled.equals(Instant.MIN)) {
            filled = now;
        }
        Duration since = Duration.between(filled, now);
        tokens = Math.min(burst, tokens + perSecond * Math.max(0, since.toNanos()) / 1e9);
        filled = now;
        boolean taken = tokens >= 1;
        tokens -= taken ? 1 : 0;
        return taken;
    }
}

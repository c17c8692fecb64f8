package farcron.run.fargate;

import java.time.Duration;
import java.time.Instant;

/// So many calls in a second and no more: ours, lest AWS refuses them and those of our neighbours
/// in the account. Some may go at once after a quiet while, yet one after the other, so that they
/// arrive in order. Owned by one thread.
final class Rate {

    private static final Duration APART = Duration.ofMillis(20);

    private final Duration every;
    private final int burst;

    /// When all of the burst would be there again; before `now` it is.
    private Instant full = Instant.MIN;

    private Instant last = Instant.MIN;

    Rate(double perSecond, int burst) {
        this.every = Duration.ofNanos(Math.round(1e9 / perSecond));
        this.burst = burst;
    }

    /// @return whether a call may go now; then it has gone
    boolean take(Instant now) {
        if (now.isBefore(next(now))) {
            return false;
        }
        full = (full.isBefore(now) ? now : full).plus(every);
        last = now;
        return true;
    }

    /// When a call goes that is wanted then; [Instant#MAX] if none is wanted.
    Instant next(Instant wanted, Instant now) {
        if (wanted.equals(Instant.MAX)) {
            return wanted;
        }
        Instant allowed = next(now);
        return wanted.isAfter(allowed) ? wanted : allowed;
    }

    /// When the next call may go.
    Instant next(Instant now) {
        Instant byRate = full.isBefore(now) ? now : full.minus(every.multipliedBy(burst - 1L));
        Instant byOrder = last.equals(Instant.MIN) ? now : last.plus(APART);
        // A clock that was set back is not waited for.
        if (byOrder.isAfter(now.plus(APART))) {
            last = Instant.MIN;
            full = Instant.MIN;
            return now;
        }
        Instant later = byRate.isAfter(byOrder) ? byRate : byOrder;
        return later.isBefore(now) ? now : later;
    }
}

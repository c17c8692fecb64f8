package farcron.job;

import java.time.Duration;
import java.util.SplittableRandom;

/// How often, and after what delays, a failed run is tried again.
///
/// @param times how many attempts there may be after the first
/// @param delay before the second attempt; each further one waits twice as long
/// @param most no delay is longer
public record Retry(int times, Duration delay, Duration most) {

    public static final Retry NEVER = new Retry(0, Duration.ZERO, Duration.ZERO);

    /// Whether there may be another attempt after this one.
    ///
    /// @param attempt from 1
    public boolean again(int attempt) {
        return attempt <= times;
    }

    /// How long to wait after an attempt has failed: between half of the delay and all of it, so
    /// that runs that failed together do not come back together. The same for the same run.
    ///
    /// @param attempt the one that failed, from 1
    public Duration after(int attempt, long run) {
        Duration full = delay;
        for (int i = 1; i < attempt && full.compareTo(most) < 0; i++) {
            full = full.multipliedBy(2);
        }
        long millis = (full.compareTo(most) < 0 ? full : most).toMillis();
        SplittableRandom drawn = new SplittableRandom(run * 31 + attempt);
        return Duration.ofMillis(millis / 2 + drawn.nextLong(millis / 2 + 1));
    }
}

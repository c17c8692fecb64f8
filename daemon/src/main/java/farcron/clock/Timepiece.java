package farcron.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The machine's two clocks: the one on the wall, which people set, and the one that only runs.
public interface Timepiece extends InstantSource {

    /// How long the machine has been awake, counted from no particular moment: setting the clock
    /// does not touch it, and it stands still while the machine sleeps (CLOCK_MONOTONIC, see
    /// clock_gettime(2)).
    Duration awake();

    static Timepiece of(InstantSource wall) {
        return new Timepiece() {
            @Override
            public Instant instant() {
                return wall.instant();
            }

            @Override
            public Duration awake() {
                return Duration.ofNanos(System.nanoTime());
            }
        };
    }
}

package farcron;

import farcron.os.Burden;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Says why the machine should not be given more to do now, by the settings `min-free-memory` and
/// `max-load`. It looks at most once a second. Belongs to one thread.
final class Pressure implements Supplier<Optional<String>> {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final int minFreeMemory;
    private final double maxLoad;
    private final Supplier<Optional<Burden>> burden;
    private final InstantSource time;
    private Instant looked = Instant.MIN;
    private Optional<String> found = Optional.empty();

    /// @param minFreeMemory in MiB; 0: as little as there is
    /// @param maxLoad of the last minute; 0: as much as there is
    Pressure(
            int minFreeMemory,
            double maxLoad,
            Supplier<Optional<Burden>> burden,
            InstantSource time) {
        this.minFreeMemory = minFreeMemory;
        this.maxLoad = maxLoad;
        this.burden = burden;
        this.time = time;
    }

    @Override
    public Optional<String> get() {
        Instant now = time.instant();
        if (now.isBefore(looked) || !now.isBefore(looked.plus(FRESH))) {
            looked = now;
            found = burden.get().flatMap(this::of);
        }
        return found;
    }

    private Optional<String> of(Burden now) {
        long free = now.freeMemory() >> 20;
        if (minFreeMemory > 0 && free < minFreeMemory) {
            return Optional.of(
                    "%d MiB of memory are free, and min-free-memory is %d"
                            .formatted(free, minFreeMemory));
        }
        return maxLoad > 0 && now.load() > maxLoad
                ? Optional.of(
                        String.format(
                                Locale.ROOT,
                                "the load is %.2f, and max-load is %s",
                                now.load(),
                                number(maxLoad)))
                : Optional.empty();
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}

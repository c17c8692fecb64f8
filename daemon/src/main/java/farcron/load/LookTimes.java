package farcron.load;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// When the crontabs are looked at though nothing hints at a change: shortly before each minute, so
/// that an edit counts from the next minute on. The first of these looks leaves time to read
/// whatever may have been edited, however long it is; the last one finds what was edited since.
final class LookTimes {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final List<Duration> WITHIN_A_MINUTE =
            List.of(Duration.ofMillis(58_000), Duration.ofMillis(59_900));

    private LookTimes() {}

    /// How long it is from a moment to the next look after it.
    static Duration untilNext(Instant now) {
        Duration past = Duration.ofSeconds(Math.floorMod(now.getEpochSecond(), 60L), now.getNano());
        return WITHIN_A_MINUTE.stream()
                .filter(look -> look.compareTo(past) > 0)
                .findFirst()
                .orElse(MINUTE.plus(WITHIN_A_MINUTE.getFirst()))
                .minus(past);
    }
}

package farcron.aws;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Writes the [Instant]s in an answer: the same task has numbers in an answer and text in an event.
final class Moments {

    private Moments() {}

    /// Seconds since 1970, with milliseconds as a fraction.
    static Map<String, Object> asSeconds(Map<String, Object> all) {
        return each(all, moment -> BigDecimal.valueOf(moment.toEpochMilli(), 3));
    }

    static Map<String, Object> asText(Map<String, Object> all) {
        return each(all, Instant::toString);
    }

    private static Map<String, Object> each(
            Map<String, Object> all, Function<Instant, Object> write) {
        Map<String, Object> written = new LinkedHashMap<>();
        all.forEach((name, value) -> written.put(name, written(value, write)));
        return written;
    }

    @SuppressWarnings("unchecked")
    private static Object written(Object value, Function<Instant, Object> write) {
        return switch (value) {
            case Instant moment -> write.apply(moment);
            case Map<?, ?> map -> each((Map<String, Object>) map, write);
            case List<?> list -> list.stream().map(one -> written(one, write)).toList();
            default -> value;
        };
    }
}

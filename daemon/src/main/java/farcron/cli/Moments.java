package farcron.cli;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Moments as people type and read them.
final class Moments {

    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    private Moments() {}

    /// `2026-03-08T03:00:00-04:00`
    static String text(Instant at, ZoneId zone) {
        return RFC_3339.format(at.atZone(zone));
    }

    /// A local time such as `2026-03-07T22:30`, or a moment with `Z` or an offset. A local time
    /// that comes twice is the first of the two.
    static Optional<Instant> parse(String text, ZoneId zone) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException _) {
            try {
                String time = text.length() == 10 ? text + "T00:00" : text.replace(' ', 'T');
                return Optional.of(LocalDateTime.parse(time).atZone(zone).toInstant());
            } catch (DateTimeParseException _) {
                return Optional.empty();
            }
        }
    }
}

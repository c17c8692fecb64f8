package farcron.report;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A local time as people type it, which is also each way in which [Times] tells one with a time of
/// day: `02:00`, `today 02:00`, `yest. 02:31`, `tomorrow 02:00`, `Wed 03:00`, `on 2026-12-24 at
/// 02:00`, `2026-12-24 02:00`.
final class TypedTime {

    private static final Pattern DAY_AND_TIME =
            Pattern.compile("(?i)(today|yest\\.|yesterday|tomorrow|[a-z]{3})[ +]+(\\S+)");
    private static final Pattern DATE_AND_TIME =
            Pattern.compile("(?:on[ +]+)?(\\S+?)(?:[ +]+at)?[ +]+(\\S+)");

    private TypedTime() {}

    /// A time without a day, or with a weekday, is the latest one that is not to come.
    static LocalDateTime parse(String text, Times times) {
        try {
            Matcher day = DAY_AND_TIME.matcher(text);
            if (day.matches()) {
                LocalTime time = LocalTime.parse(day.group(2));
                return on(day.group(1).toLowerCase(Locale.ROOT), time, times)
                        .orElseThrow(() -> unreadable(text));
            }
            return text.indexOf('-') < 0
                    ? latest(LocalTime.parse(text), times)
                    : LocalDateTime.parse(DATE_AND_TIME.matcher(text).replaceFirst("$1T$2"));
        } catch (DateTimeParseException _) {
            throw unreadable(text);
        }
    }

    private static Declined unreadable(String text) {
        return Declined.badRequest(
                "the time is `"
                        + text
                        + "`; write 02:00, 2026-11-20T02:00 or 2026-11-20T02:00:00Z");
    }

    private static Optional<LocalDateTime> on(String day, LocalTime time, Times times) {
        LocalDate today = times.now().atZone(times.zone()).toLocalDate();
        return switch (day) {
            case "today" -> Optional.of(time.atDate(today));
            case "yest.", "yesterday" -> Optional.of(time.atDate(today.minusDays(1)));
            case "tomorrow" -> Optional.of(time.atDate(today.plusDays(1)));
            default ->
                    Stream.of(DayOfWeek.values())
                            .filter(one -> one.name().toLowerCase(Locale.ROOT).startsWith(day))
                            .findFirst()
                            .map(one ->
                                    time.atDate(today.with(TemporalAdjusters.previousOrSame(one))))
                            .map(at -> isToCome(at, times) ? at.minusWeeks(1) : at);
        };
    }

    private static LocalDateTime latest(LocalTime time, Times times) {
        LocalDateTime today = time.atDate(times.now().atZone(times.zone()).toLocalDate());
        return isToCome(today, times) ? today.minusDays(1) : today;
    }

    private static boolean isToCome(LocalDateTime at, Times times) {
        return at.atZone(times.zone()).toInstant().isAfter(times.now());
    }
}

package farcron.shadow;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the lines of a log, in their order, whatever way their times are written: as RFC 3164 has
/// it (local, without a year), as RFC 3339 does, or in seconds since 1970 (`journalctl -o
/// short-unix`).
final class LogReader {

    private static final Pattern PRIORITY = Pattern.compile("^<\\d{1,3}>(?:1 )?");
    private static final Pattern BSD =
            Pattern.compile("([A-Z][a-z]{2}) +(\\d{1,2}) (\\d\\d:\\d\\d:\\d\\d)(?:\\.\\d+)? (.*)");
    private static final Pattern ISO =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[T ](\\S*\\d)(Z|[+-]\\d\\d):?(\\d\\d)? (.*)");
    private static final Pattern UNIX = Pattern.compile("(\\d{9,11})\\.(\\d{6}) (.*)");

    private static final List<String> MONTHS =
            List.of(
                    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                    "Dec");

    /// Nobody keeps a log for longer than four years; each has a February 29 among them.
    private static final int YEARS = 4;

    /// So much may the order of the lines differ from that of their times.
    private static final Duration DISORDER = Duration.ofMinutes(10);

    private final ZoneId zone;
    private final InstantSource now;
    private Instant before = Instant.EPOCH;

    /// @param now when a line is written at the latest; a time without a year is the last such time
    ///   before it
    LogReader(ZoneId zone, InstantSource now) {
        this.zone = zone;
        this.now = now;
    }

    /// @return nothing for a line without a time, such as the rest of a longer message
    Optional<LogEntry> read(String raw) {
        String line = PRIORITY.matcher(raw).replaceFirst("");
        try {
            Optional<LogEntry> entry = bsd(line).or(() -> iso(line)).or(() -> unix(line));
            entry.ifPresent(it -> before = it.at());
            return entry;
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private Optional<LogEntry> bsd(String line) {
        Matcher bsd = BSD.matcher(line);
        if (!bsd.matches() || !MONTHS.contains(bsd.group(1))) {
            return Optional.empty();
        }
        int month = MONTHS.indexOf(bsd.group(1)) + 1;
        int day = Integer.parseInt(bsd.group(2));
        LocalTime time = LocalTime.parse(bsd.group(3));
        Instant latest = now.instant().plus(DISORDER);
        int year = latest.atZone(zone).getYear();
        for (int back = 0; back <= YEARS; back++) {
            YearMonth then = YearMonth.of(year - back, month);
            if (then.isValidDay(day)) {
                Instant at = moment(then.atDay(day).atTime(time));
                if (!at.isAfter(latest)) {
                    return Optional.of(new LogEntry(at, bsd.group(4)));
                }
            }
        }
        return Optional.empty();
    }

    /// Of an hour that comes twice, the second one when the first has gone by.
    private Instant moment(LocalDateTime local) {
        ZonedDateTime first = local.atZone(zone).withEarlierOffsetAtOverlap();
        return first.toInstant().isBefore(before.minus(DISORDER))
                ? first.withLaterOffsetAtOverlap().toInstant()
                : first.toInstant();
    }

    private static Optional<LogEntry> iso(String line) {
        Matcher iso = ISO.matcher(line);
        if (!iso.matches()) {
            return Optional.empty();
        }
        String hours = iso.group(3);
        String minutes = iso.group(4) == null ? "00" : iso.group(4);
        String offset = hours.equals("Z") ? hours : hours + ":" + minutes;
        String at = iso.group(1) + "T" + iso.group(2).replace(',', '.') + offset;
        return Optional.of(new LogEntry(OffsetDateTime.parse(at).toInstant(), iso.group(5)));
    }

    private static Optional<LogEntry> unix(String line) {
        Matcher unix = UNIX.matcher(line);
        if (!unix.matches()) {
            return Optional.empty();
        }
        long micros = Long.parseLong(unix.group(2));
        Instant at = Instant.ofEpochSecond(Long.parseLong(unix.group(1)), micros * 1000);
        return Optional.of(new LogEntry(at, unix.group(3)));
    }
}

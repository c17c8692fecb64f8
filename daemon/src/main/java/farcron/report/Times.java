package farcron.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Moments and lengths of time, as people and programs read them, seen from one moment.
///
/// @param zone of the wall clock that people look at
record Times(Instant now, ZoneId zone) {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter WEEKDAY =
            DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter WHOLE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    /// RFC 3339 with the offset of a zone; milliseconds only where it is no whole second; `+00:00`
    /// and not `Z`, which some programs cannot read.
    static String rfc(Instant at, ZoneId zone) {
        ZonedDateTime local = at.truncatedTo(ChronoUnit.MILLIS).atZone(zone);
        return (local.getNano() == 0 ? SECONDS : MILLIS).format(local);
    }

    /// `today 02:00`, `yest. 02:31`, `Wed 03:00` within a week, else the date.
    String past(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        long days = ChronoUnit.DAYS.between(local.toLocalDate(), today());
        if (days == 0) {
            return "today " + CLOCK.format(local);
        }
        if (days == 1) {
            return "yest. " + CLOCK.format(local);
        }
        return (days > 1 && days < 7 ? WEEKDAY : DAY).format(local);
    }

    /// `02:00` today, `02:00+1` tomorrow, `Wed 03:00` within a week, else the date.
    String coming(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        long days = ChronoUnit.DAYS.between(today(), local.toLocalDate());
        if (days == 0 || days == 1) {
            return CLOCK.format(local) + (days == 1 ? "+1" : "");
        }
        return (days > 1 && days < 7 ? WEEKDAY : DAY).format(local);
    }

    /// For a sentence: `today 02:00`, `tomorrow 02:00`, `on 2026-12-24 at 02:00`.
    String spoken(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        long days = ChronoUnit.DAYS.between(today(), local.toLocalDate());
        String clock = local.getSecond() == 0 ? CLOCK.format(local) : seconds(local);
        if (days >= -1 && days <= 1) {
            return (days == 0 ? "today " : days < 0 ? "yesterday " : "tomorrow ") + clock;
        }
        return "on " + DAY.format(local) + " at " + clock;
    }

    private static String seconds(ZonedDateTime local) {
        return DateTimeFormatter.ISO_LOCAL_TIME.format(local.truncatedTo(ChronoUnit.SECONDS));
    }

    /// `2026-11-21 09:14`.
    String whole(Instant at) {
        return WHOLE.format(at.atZone(zone));
    }

    /// `12d 4h`, `4h 12m`, `12m`, `12s`: the two largest units.
    static String length(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + "h " + seconds / 60 % 60 + "m";
        }
        return seconds / 86_400 + "d " + seconds / 3600 % 24 + "h";
    }

    /// `2s`, `14m02`, `2h14m`, `3d4h`: at most six letters up to 99 days.
    static String took(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%dm%02d", seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds / 60 % 60);
        }
        return seconds / 86_400 + "d" + seconds / 3600 % 24 + "h";
    }

    /// `90s` as `1m30s`, `2h`, `1d`: as a crontab has it.
    static String span(Duration time) {
        String span =
                part(time.toDays(), "d")
                        + part(time.toHoursPart(), "h")
                        + part(time.toMinutesPart(), "m")
                        + part(time.toSecondsPart(), "s");
        return span.isEmpty() ? "0s" : span;
    }

    private static String part(long number, String unit) {
        return number == 0 ? "" : number + unit;
    }

    private LocalDate today() {
        return now.atZone(zone).toLocalDate();
    }
}

package farcron.report;

import farcron.clock.WallClock;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;

/// A minute that somebody asks about, on the wall clock of a job's zone.
///
/// @param local what the clock on the wall shows
/// @param starts when that minute began: twice where the clock was put back; where it was put
///   forward over this minute, the moment at which that was done
/// @param gap the clock change that leaves this minute out
record AskedTime(LocalDateTime local, List<Instant> starts, Optional<ZoneOffsetTransition> gap) {

    /// @param text `2026-11-20T02:00` or `02:00`, meaning the latest one, on the wall clock of the
    ///   zone; or a moment with an offset or `Z`
    static AskedTime parse(String text, ZoneId zone, Instant now) {
        AskedTime asked = read(text, zone, now);
        if (asked.local().getYear() < 1970 || asked.local().getYear() > 2199) {
            throw Declined.badRequest("the time is `" + text + "`; years run from 1970 to 2199");
        }
        return asked;
    }

    private static AskedTime read(String text, ZoneId zone, Instant now) {
        try {
            return at(OffsetDateTime.parse(text.replace(' ', '+')).toInstant(), zone);
        } catch (DateTimeParseException _) {
            return on(local(text, zone, now), zone);
        }
    }

    private static LocalDateTime local(String text, ZoneId zone, Instant now) {
        try {
            return LocalDateTime.parse(text.replace(' ', 'T'));
        } catch (DateTimeParseException _) {
            LocalDateTime today = clock(text).atDate(now.atZone(zone).toLocalDate());
            return today.atZone(zone).toInstant().isAfter(now) ? today.minusDays(1) : today;
        }
    }

    private static LocalTime clock(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException _) {
            throw Declined.badRequest(
                    "the time is `"
                            + text
                            + "`; write 02:00, 2026-11-20T02:00 or 2026-11-20T02:00:00Z");
        }
    }

    private static AskedTime at(Instant moment, ZoneId zone) {
        Instant start = moment.truncatedTo(ChronoUnit.MINUTES);
        return new AskedTime(
                LocalDateTime.ofInstant(start, zone), List.of(start), Optional.empty());
    }

    private static AskedTime on(LocalDateTime asked, ZoneId zone) {
        LocalDateTime minute = asked.truncatedTo(ChronoUnit.MINUTES);
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(minute);
        if (offsets.isEmpty()) {
            ZoneOffsetTransition gap = zone.getRules().getTransition(minute);
            return new AskedTime(minute, List.of(gap.getInstant()), Optional.of(gap));
        }
        return new AskedTime(
                minute, offsets.stream().map(minute::toInstant).toList(), Optional.empty());
    }

    /// As [farcron.crontab.CalendarSchedule] counts minutes.
    long minute() {
        return new WallClock(ZoneOffset.UTC).minute(local.toInstant(ZoneOffset.UTC));
    }

    /// The last of its moments.
    Instant last() {
        return starts.getLast();
    }

    /// `2026-11-20 02:00`.
    String shown() {
        return local.toString().replace('T', ' ');
    }
}

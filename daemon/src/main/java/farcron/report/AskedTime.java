package farcron.report;

import farcron.clock.WallClock;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;

/// A minute that somebody asks about. One rule holds for all that people type: a time without an
/// offset is meant on the wall clock on which answers tell times, the daemon's, whatever the zone
/// of the job.
///
/// @param here what that clock shows
/// @param local what the clock on the wall shows in the job's zone
/// @param zone the job's
/// @param starts when that minute began: twice where the clock was put back; where it was put
///   forward over this minute, the moment at which that was done
/// @param gap the clock change that leaves this minute out
record AskedTime(
        LocalDateTime here,
        LocalDateTime local,
        ZoneId zone,
        List<Instant> starts,
        Optional<ZoneOffsetTransition> gap) {

    /// @param text `2026-11-20T02:00` or `02:00`, meaning the latest one, or as [Times] tells it;
    ///   or a moment with an offset or `Z`
    /// @param zone the job's
    static AskedTime parse(String text, Times times, ZoneId zone) {
        AskedTime asked = read(text, times, zone);
        if (asked.here().getYear() < 1970 || asked.here().getYear() > 2199) {
            throw Declined.badRequest("the time is `" + text + "`; years run from 1970 to 2199");
        }
        return asked;
    }

    private static AskedTime read(String text, Times times, ZoneId zone) {
        try {
            return at(OffsetDateTime.parse(text.replace(' ', '+')).toInstant(), times, zone);
        } catch (DateTimeParseException _) {
            return on(TypedTime.parse(text, times), times.zone(), zone);
        }
    }

    private static AskedTime at(Instant moment, Times times, ZoneId zone) {
        Instant start = moment.truncatedTo(ChronoUnit.MINUTES);
        LocalDateTime here = LocalDateTime.ofInstant(start, times.zone());
        LocalDateTime local = LocalDateTime.ofInstant(start, zone);
        return new AskedTime(here, local, zone, List.of(start), Optional.empty());
    }

    private static AskedTime on(LocalDateTime asked, ZoneId clock, ZoneId zone) {
        LocalDateTime minute = asked.truncatedTo(ChronoUnit.MINUTES);
        List<ZoneOffset> offsets = clock.getRules().getValidOffsets(minute);
        Optional<ZoneOffsetTransition> gap =
                Optional.of(clock.getRules())
                        .filter(_ -> offsets.isEmpty())
                        .map(rules -> rules.getTransition(minute));
        List<Instant> starts =
                gap.map(change -> List.of(change.getInstant()))
                        .orElseGet(() -> offsets.stream().map(minute::toInstant).toList());
        LocalDateTime local =
                clock.getRules().equals(zone.getRules())
                        ? minute
                        : LocalDateTime.ofInstant(starts.getLast(), zone);
        return new AskedTime(minute, local, zone, starts, gap);
    }

    /// The same figures on the clock of the job's zone, where that shows others.
    Optional<AskedTime> there() {
        return Optional.of(on(here, zone, zone)).filter(_ -> !here.equals(local));
    }

    /// As [farcron.crontab.CalendarSchedule] counts minutes.
    long minute() {
        return new WallClock(ZoneOffset.UTC).minute(local.toInstant(ZoneOffset.UTC));
    }

    /// The last of its moments.
    Instant last() {
        return starts.getLast();
    }

    /// `2026-11-20 08:00 (2026-11-20 02:00 in America/New_York)`
    String shown() {
        return here.equals(local)
                ? plain(here)
                : plain(here) + " (" + plain(local) + " in " + zone.getId() + ")";
    }

    private static String plain(LocalDateTime minute) {
        return minute.toString().replace('T', ' ');
    }
}

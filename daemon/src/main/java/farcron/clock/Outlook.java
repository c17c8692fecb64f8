package farcron.clock;

import farcron.crontab.CalendarSchedule;
import farcron.crontab.Schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// The moments at which a schedule will be due, in order, if nobody steps the clock and the
/// scheduler never sleeps through a minute. It may go on for ever; it ends where the schedule never
/// matches again.
///
/// It wakes a [VirtualClock] as the running scheduler does, but leaps: between two changes of the
/// zone's offset the wall clock goes on minute by minute, so only the first wake-up of each such
/// stretch can be anything but normal.
public final class Outlook implements Iterator<Moment> {

    /// The virtual clock depends on clock changes up to three hours back.
    private static final Duration RUN_UP = Duration.ofDays(1);

    private final Source source;
    private Moment next;

    private interface Source {
        /// The next moment, or null when there is none any more.
        Moment next();

        /// Goes past all moments up to the given one, and tells how many there were.
        long skip(Instant until);
    }

    private Outlook(Source source) {
        this.source = source;
        this.next = source.next();
    }

    /// All moments after the given one.
    public static Outlook after(Schedule schedule, ZoneId zone, Instant after) {
        WallClock wall = new WallClock(zone);
        Instant from = after.minus(RUN_UP);
        Outlook outlook = resume(schedule, zone, from, wall.minute(from));
        outlook.skip(after);
        return outlook;
    }

    /// All moments after the given one, for a scheduler whose virtual clock stood at `minute` then.
    public static Outlook resume(Schedule schedule, ZoneId zone, Instant from, long minute) {
        if (schedule instanceof Schedule.Calendar(CalendarSchedule fields)) {
            return new Outlook(new OfCalendar(fields, new WallClock(zone), from, minute));
        }
        if (schedule instanceof Schedule.Every(Duration period)) {
            return new Outlook(new OfPeriod(period, new WallClock(zone), from));
        }
        if (schedule.isTimed()) {
            throw new AssertionError(schedule);
        }
        return new Outlook(new OfNothing());
    }

    /// Where a virtual clock stands at `to`, if it stood at `minute` at `from` and was woken at
    /// each minute since.
    public static long advance(long minute, ZoneId zone, Instant from, Instant to) {
        WallClock wall = new WallClock(zone);
        VirtualClock clock = new VirtualClock(minute);
        Instant at = from;
        while (true) {
            Instant change = wall.nextChange(at);
            if (change.isAfter(to)) {
                clock.coast(wall.minute(to));
                return clock.minute();
            }
            clock.coast(wall.minute(change.minusSeconds(1)));
            clock.wake(wall.minute(change));
            at = change;
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    public Moment peek() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        return next;
    }

    @Override
    public Moment next() {
        Moment result = peek();
        next = source.next();
        return result;
    }

    /// Goes past all moments up to the given one, however many there are, in no time to speak of.
    ///
    /// @return how many there were
    public long skip(Instant until) {
        if (next == null || next.start().isAfter(until)) {
            return 0;
        }
        long skipped = 1 + source.skip(until);
        next = source.next();
        return skipped;
    }

    private static final class OfNothing implements Source {
        @Override
        public Moment next() {
            return null;
        }

        @Override
        public long skip(Instant until) {
            return 0;
        }
    }

    /// Whole multiples of a period since the epoch.
    private static final class OfPeriod implements Source {
        private final long seconds;
        private final WallClock wall;
        private long last;

        OfPeriod(Duration period, WallClock wall, Instant from) {
            this.seconds = period.toSeconds();
            this.wall = wall;
            this.last = Math.floorDiv(from.getEpochSecond(), seconds) * seconds;
        }

        @Override
        public Moment next() {
            last += seconds;
            Instant start = Instant.ofEpochSecond(last);
            return new Moment(start, wall.minute(start));
        }

        @Override
        public long skip(Instant until) {
            long skipped = Math.max(0, Math.floorDiv(until.getEpochSecond() - last, seconds));
            last += skipped * seconds;
            return skipped;
        }
    }

    /// Five fields on the wall clock of a zone, stretch by stretch.
    private static final class OfCalendar implements Source {
        private final CalendarSchedule fields;
        private final WallClock wall;
        private final VirtualClock clock;
        private final ArrayDeque<Moment> atOnce = new ArrayDeque<>();
        private Instant stretch;
        private Instant change;
        private long done;

        OfCalendar(CalendarSchedule fields, WallClock wall, Instant from, long minute) {
            this.fields = fields;
            this.wall = wall;
            this.clock = new VirtualClock(minute);
            this.stretch = from;
            this.change = wall.nextChange(from);
            this.done = fields.wildcard() ? wall.minute(from) : Math.max(minute, wall.minute(from));
        }

        @Override
        public Moment next() {
            while (atOnce.isEmpty()) {
                long minute = fields.next(done);
                if (minute == CalendarSchedule.NEVER) {
                    return null;
                }
                Instant start = WallClock.instant(minute, wall.offset(stretch));
                if (start.isBefore(change)) {
                    done = minute;
                    return new Moment(start, minute);
                }
                crossChange();
            }
            return atOnce.poll();
        }

        @Override
        public long skip(Instant until) {
            long skipped = 0;
            while (true) {
                if (!atOnce.isEmpty() && stretch.isAfter(until)) {
                    return skipped;
                }
                skipped += atOnce.size();
                atOnce.clear();
                boolean stays = until.isBefore(change);
                long last = wall.minute(stays ? until : change.minusSeconds(1));
                skipped += fields.count(done + 1, last);
                done = Math.max(done, last);
                if (stays) {
                    return skipped;
                }
                crossChange();
            }
        }

        private void crossChange() {
            clock.coast(wall.minute(change.minusSeconds(1)));
            long now = wall.minute(change);
            Minutes due = clock.wake(now).of(fields.wildcard());
            for (long m = fields.next(due.first() - 1); due.has(m); m = fields.next(m)) {
                atOnce.add(new Moment(change, m));
            }
            done = fields.wildcard() ? now : Math.max(now, clock.minute());
            stretch = change;
            change = wall.nextChange(stretch);
        }
    }
}

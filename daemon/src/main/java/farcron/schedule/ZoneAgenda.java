package farcron.schedule;

import farcron.clock.Due;
import farcron.clock.Minutes;
import farcron.clock.Outlook;
import farcron.clock.VirtualClock;
import farcron.clock.WallClock;
import farcron.crontab.CalendarSchedule;
import farcron.job.Firing;
import farcron.job.Job;
import farcron.job.Trigger;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/// The jobs of one time zone, by the local minute at which each is due next.
final class ZoneAgenda {

    private record Entry(Job job, CalendarSchedule fields, long next) {

        Entry after(long minute) {
            return new Entry(job, fields, fields.next(minute));
        }
    }

    private final WallClock wall;
    private final VirtualClock clock;
    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>((one, other) -> Long.compare(one.next(), other.next()));
    private long shown;

    private ZoneAgenda(WallClock wall, long shown, long minute) {
        this.wall = wall;
        this.shown = shown;
        this.clock = new VirtualClock(minute);
    }

    /// @param minute where the virtual clock stands; null: with the wall
    static ZoneAgenda at(ZoneId zone, Instant tick, Long minute) {
        WallClock wall = new WallClock(zone);
        long shown = wall.minute(tick);
        return new ZoneAgenda(wall, shown, minute == null ? shown : minute);
    }

    long minute() {
        return clock.minute();
    }

    boolean isLevel() {
        return clock.minute() == shown;
    }

    /// The same zone, without jobs, at a later moment. If that moment is earlier, because somebody
    /// has set the clock back, the virtual clock stays ahead.
    ZoneAgenda skipTo(Instant from, Instant now, ZoneId zone) {
        long minute =
                now.isBefore(from)
                        ? clock.minute()
                        : Outlook.advance(clock.minute(), zone, from, now);
        return new ZoneAgenda(wall, wall.minute(now), minute);
    }

    void clear() {
        entries.clear();
    }

    void add(Job job, CalendarSchedule fields) {
        Entry entry = new Entry(job, fields, 0).after(done(fields));
        if (entry.next() != CalendarSchedule.NEVER) {
            entries.add(entry);
        }
    }

    private long done(CalendarSchedule fields) {
        return fields.wildcard() ? shown : Math.max(shown, clock.minute());
    }

    /// Adds all firings that the wall clock now makes due.
    void due(Instant now, List<Firing> firings) {
        long minute = wall.minute(now);
        if (minute == shown) {
            return;
        }
        boolean back = minute < shown;
        Due due = clock.wake(minute);
        shown = minute;
        if (back) {
            rewind(due);
        }
        while (!entries.isEmpty() && entries.peek().next() <= minute) {
            Entry entry = entries.poll();
            Minutes looked = due.of(entry.fields().wildcard());
            long match = entry.fields().next(looked.first() - 1);
            for (; looked.has(match); match = entry.fields().next(match)) {
                Instant at = wall.meant(match, now);
                firings.add(new Firing(entry.job(), at, Trigger.SCHEDULE));
            }
            add(entry.job(), entry.fields());
        }
    }

    /// After a step back, jobs may be due again before the minute they were waiting for.
    private void rewind(Due due) {
        List<Entry> waiting = new ArrayList<>(entries);
        entries.clear();
        for (Entry entry : waiting) {
            long first = due.of(entry.fields().wildcard()).first();
            boolean none = due.of(entry.fields().wildcard()).last() < first;
            entries.add(entry.after(none ? done(entry.fields()) : first - 1));
        }
    }
}

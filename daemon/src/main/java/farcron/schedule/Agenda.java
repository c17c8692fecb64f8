package farcron.schedule;

import farcron.crontab.Schedule;
import farcron.job.Firing;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobTable;
import farcron.job.Trigger;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// Which jobs are due next. It costs something only for jobs that are due, not for those that are
/// not. Owned by the scheduler's thread; the shadow of another cron has one of its own.
public final class Agenda {

    /// A job with a period and the moment it is due next.
    private record Periodic(Job job, long seconds, Instant next) {

        static Periodic after(Job job, Schedule.Every every, Instant moment) {
            long seconds = every.period().toSeconds();
            long next = (Math.floorDiv(moment.getEpochSecond(), seconds) + 1) * seconds;
            return new Periodic(job, seconds, Instant.ofEpochSecond(next));
        }
    }

    private static final Duration TREMBLE = Duration.ofMinutes(1);

    private final Map<ZoneId, ZoneAgenda> zones = new LinkedHashMap<>();
    private final Map<Job, Integer> order = new IdentityHashMap<>();
    private final PriorityQueue<Periodic> periodic =
            new PriorityQueue<>((one, other) -> one.next().compareTo(other.next()));
    private Map<String, Long> minutes;
    private Instant tick;

    /// The latest moment that was looked at before the clock was set back.
    private Instant reached = Instant.MIN;

    /// @param tick the last moment that counts as looked at
    /// @param minutes where the virtual clocks stood then, by zone; a zone that is missing begins
    ///   with the wall
    public Agenda(Instant tick, Map<String, Long> minutes) {
        this.tick = tick;
        this.minutes = minutes;
    }

    Instant tick() {
        return tick;
    }

    /// Up to when all firings have their fate, as a later moment sees it: up to the last look; or,
    /// where the clock was set back before that and is right again, up to the look before it was.
    Instant settled(Instant later) {
        return reached.isAfter(tick) && !reached.isAfter(later) ? reached : tick;
    }

    /// Whether all virtual clocks show what the wall does.
    boolean isLevel() {
        for (ZoneAgenda zone : zones.values()) {
            if (!zone.isLevel()) {
                return false;
            }
        }
        return true;
    }

    /// Puts another table in force, from the next minute on; a line with a period of seconds from
    /// its next moment on.
    public void load(JobTable table, Instant now) {
        Map<JobKey, Periodic> before = new HashMap<>();
        periodic.forEach(entry -> before.put(entry.job().key(), entry));
        order.clear();
        periodic.clear();
        zones.values().forEach(ZoneAgenda::clear);
        for (Job job : table.jobs()) {
            order.put(job, order.size());
            if (job.runs() && job.schedule() instanceof Schedule.Calendar(var fields)) {
                zone(job.zone()).add(job, fields);
            } else if (job.runs() && job.schedule() instanceof Schedule.Every every) {
                Periodic old = before.get(job.key());
                Periodic fresh = Periodic.after(job, every, now.isBefore(tick) ? tick : now);
                boolean same = old != null && old.seconds() == fresh.seconds();
                periodic.add(same ? new Periodic(job, old.seconds(), old.next()) : fresh);
            } else if (job.runs() && job.schedule().isTimed()) {
                throw new AssertionError(job.schedule());
            }
        }
    }

    /// The virtual minute of a zone's clock.
    long minute(ZoneId zone) {
        return zone(zone).minute();
    }

    Map<String, Long> minutes() {
        Map<String, Long> now = new HashMap<>();
        zones.forEach((zone, agenda) -> now.put(zone.getId(), agenda.minute()));
        return now;
    }

    private ZoneAgenda zone(ZoneId zone) {
        return zones.computeIfAbsent(zone, z -> ZoneAgenda.at(z, tick, minutes.get(z.getId())));
    }

    /// All firings that have become due since the last call, in the order of their due times and,
    /// within one, of [Turns].
    ///
    /// A job with a period that was slept through is due once, at the latest of its moments.
    ///
    /// A clock that was set back by less than a minute is waited for: time servers do that, and
    /// nothing may run twice for it. cron, which looks once a minute, does not notice it at all.
    public List<Firing> due(Instant now) {
        if (now.isBefore(tick) && now.isAfter(tick.minus(TREMBLE))) {
            return List.of();
        }
        List<Firing> due = new ArrayList<>();
        for (ZoneAgenda zone : zones.values()) {
            zone.due(now, due);
        }
        boolean clockWentBack = now.isBefore(tick);
        moveTo(now);
        if (clockWentBack) {
            rewindPeriodic();
        }
        duePeriodic(now, due);
        if (due.isEmpty()) {
            return due;
        }
        due.sort(
                Comparator.comparing(Firing::due)
                        .thenComparing(firing -> order.getOrDefault(firing.job(), 0)));
        return Turns.taken(due);
    }

    private void moveTo(Instant now) {
        if (now.isBefore(tick) && reached.isBefore(tick)) {
            reached = tick;
        }
        tick = now;
    }

    private void duePeriodic(Instant now, List<Firing> due) {
        while (!periodic.isEmpty() && !periodic.peek().next().isAfter(now)) {
            Periodic entry = periodic.poll();
            long last = Math.floorDiv(now.getEpochSecond(), entry.seconds()) * entry.seconds();
            long moments = (last - entry.next().getEpochSecond()) / entry.seconds() + 1;
            int firings = (int) Math.min(moments, Integer.MAX_VALUE);
            Instant at = Instant.ofEpochSecond(last);
            due.add(new Firing(entry.job(), at, Trigger.SCHEDULE, firings));
            Instant next = Instant.ofEpochSecond(last + entry.seconds());
            periodic.add(new Periodic(entry.job(), entry.seconds(), next));
        }
    }

    private void rewindPeriodic() {
        List<Periodic> entries = List.copyOf(periodic);
        periodic.clear();
        for (Periodic entry : entries) {
            periodic.add(
                    Periodic.after(entry.job(), (Schedule.Every) entry.job().schedule(), tick));
        }
    }

    /// Counts everything up to now as looked at, as if the scheduler had been awake all the time.
    void skipTo(Instant now) {
        zones.replaceAll((zone, agenda) -> agenda.skipTo(tick, now, zone));
        if (!now.isBefore(tick)) {
            minutes = Map.of();
        }
        moveTo(now);
    }

    /// The next moment at which the clock has to be looked at: the next minute, or earlier for a
    /// shorter period.
    public Instant nextLook() {
        long minute = Math.floorDiv(tick.getEpochSecond(), 60L) + 1;
        Instant next = Instant.ofEpochSecond(minute * 60);
        return periodic.isEmpty() || next.isBefore(periodic.peek().next())
                ? next
                : periodic.peek().next();
    }
}

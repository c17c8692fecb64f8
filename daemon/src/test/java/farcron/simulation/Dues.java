package farcron.simulation;

import farcron.clock.Outlook;
import farcron.crontab.Schedule;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobTable;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// What is due, known without the daemon: from the lines and from what the wall clock shows.
///
/// A moment is *certain* if a line was in force without a doubt when the clock came to it, also
/// while the daemon was down or slept. It is *possible* if the line changed between two looks at
/// the clock, or if the clock was set back and comes to it once more: cron then repeats lines with
/// a `*` in the minute or hour, and after three hours or more all others, too. A clock that is set
/// back by less than a minute repeats nothing.
final class Dues {

    /// How often one moment is due.
    record Count(int certain, int possible) {
        Count plus(Count other) {
            return new Count(certain + other.certain, possible + other.possible);
        }
    }

    /// A line as far as it matters when it is due.
    private record Timing(JobKey key, String text, ZoneId zone, Schedule schedule) {
        static Timing of(Job job) {
            return new Timing(job.key(), job.scheduleText(), job.zone(), job.schedule());
        }

        /// The schedule is what its text says.
        @Override
        public boolean equals(Object other) {
            return other instanceof Timing timing
                    && key.equals(timing.key)
                    && text.equals(timing.text)
                    && zone.equals(timing.zone);
        }

        @Override
        public int hashCode() {
            return key.hashCode() * 31 + text.hashCode();
        }

        boolean repeats() {
            return !(schedule instanceof Schedule.Calendar(var fields)) || fields.wildcard();
        }
    }

    private static final Count CERTAIN = new Count(1, 0);
    private static final Count POSSIBLE = new Count(0, 1);
    private static final Duration TREMBLE = Duration.ofMinutes(1);

    /// Less than the three hours of cron by any change between summer and winter time.
    private static final Duration CORRECTION = Duration.ofMinutes(115);

    private final Map<JobKey, NavigableMap<Instant, Count>> due = new HashMap<>();
    private final Map<Timing, Outlook> ahead = new HashMap<>();
    private final List<Set<Timing>> tables = new ArrayList<>();
    private Set<Timing> before = new HashSet<>();
    private Instant looked = Instant.MAX;
    private Instant highest = Instant.MIN;
    private Instant lowest = Instant.MIN;

    /// Of a look at the clock that may be on record.
    private Instant doubtful = Instant.MIN;

    Dues(JobTable first) {
        tables.add(timings(first));
    }

    /// The daemon is told of another table, or finds it at its start.
    void offer(JobTable table) {
        tables.add(timings(table));
    }

    /// Whether something is due by now.
    boolean isDue(Instant wall) {
        return ahead.values().stream()
                .anyMatch(outlook -> outlook.hasNext() && !outlook.peek().start().isAfter(wall));
    }

    /// The daemon has crashed, before or after it has put on record what is due now.
    void crashed(Instant wall) {
        doubtful = wall.isAfter(doubtful) ? wall : doubtful;
    }

    /// A look at the clock is over, and on record.
    ///
    /// @param asleep whether the daemon came up only now
    void reached(Instant wall, boolean asleep) {
        if (looked.equals(Instant.MAX)) {
            looked = wall; // from here on everything counts
        }
        if (asleep && wall.isBefore(doubtful) && looked.isBefore(doubtful)) {
            passDoubtfully();
        }
        doubtful = Instant.MIN;
        if (wall.isBefore(looked)) {
            if (asleep || !wall.isAfter(looked.minus(TREMBLE))) {
                setBack(wall);
            }
            settle();
            return;
        }
        if (tables.size() == 1) {
            tables.getFirst().forEach(timing -> pass(timing, true, wall));
        } else {
            passChange(wall);
        }
        looked = wall;
        if (wall.isAfter(highest)) {
            highest = wall;
            lowest = wall;
        }
        settle();
    }

    private void passChange(Instant wall) {
        Set<Timing> all = new HashSet<>();
        Set<Timing> always = new HashSet<>(tables.getFirst());
        for (Set<Timing> table : tables) {
            all.addAll(table);
            always.retainAll(table);
        }
        all.forEach(timing -> pass(timing, always.contains(timing), wall));
    }

    /// The last table is the one in force.
    private void settle() {
        if (tables.size() > 1) {
            tables.subList(0, tables.size() - 1).clear();
            ahead.keySet().retainAll(tables.getLast());
            before.retainAll(ahead.keySet());
        }
    }

    /// The clock was set back right after a crash, and so may come once more to what is done.
    private void passDoubtfully() {
        for (Set<Timing> table : tables) {
            table.forEach(timing -> pass(timing, false, doubtful));
        }
        highest = doubtful.isAfter(highest) ? doubtful : highest;
        looked = doubtful;
    }

    private void setBack(Instant wall) {
        if (lowest.equals(highest)) {
            before = new HashSet<>(ahead.keySet());
        }
        looked = wall.truncatedTo(ChronoUnit.MINUTES).minusMillis(1); // that minute counts again
        lowest = wall.isBefore(lowest) ? wall : lowest;
        ahead.clear();
    }

    private static Set<Timing> timings(JobTable table) {
        Set<Timing> timings = new HashSet<>();
        table.jobs().stream().filter(Job::runs).map(Timing::of).forEach(timings::add);
        return timings;
    }

    private void pass(Timing timing, boolean always, Instant wall) {
        Outlook outlook =
                ahead.computeIfAbsent(timing, t -> Outlook.after(t.schedule(), t.zone(), looked));
        while (outlook.hasNext() && !outlook.peek().start().isAfter(wall)) {
            Instant start = outlook.next().start();
            if (start.isAfter(highest)) {
                count(timing.key(), start, always ? CERTAIN : POSSIBLE);
            } else if (!hasRun(timing)) {
                count(timing.key(), start, POSSIBLE);
            }
        }
    }

    /// Whether what the clock comes to once more is not repeated.
    private boolean hasRun(Timing timing) {
        boolean corrected = Duration.between(lowest, highest).compareTo(CORRECTION) < 0;
        return before.contains(timing) && !timing.repeats() && corrected;
    }

    private void count(JobKey key, Instant start, Count one) {
        due.computeIfAbsent(key, _ -> new TreeMap<>()).merge(start, one, Count::plus);
    }

    NavigableMap<Instant, Count> of(JobKey key) {
        return due.getOrDefault(key, new TreeMap<>());
    }

    Set<JobKey> jobs() {
        return due.keySet();
    }
}

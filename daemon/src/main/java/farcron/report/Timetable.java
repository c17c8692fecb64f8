package farcron.report;

import farcron.clock.Outlook;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobTable;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The next due times and the schedules in words, kept as long as they hold: looking ahead for a
/// thousand jobs costs more than everything else in an answer.
///
/// Owned by the thread that answers.
final class Timetable {

    /// How many due times are told.
    private static final int AHEAD = 3;

    private final ZoneId usual;
    private final Map<JobKey, Entry> entries = new HashMap<>();
    private JobTable table = JobTable.EMPTY;

    private record Entry(Job job, Instant from, List<Instant> next, String words) {
        boolean holdsFor(Job other, Instant now) {
            return isScheduledAs(other)
                    && !now.isBefore(from)
                    && (next.isEmpty() || next.getFirst().isAfter(now));
        }

        boolean isScheduledAs(Job other) {
            return job == other
                    || job.schedule().equals(other.schedule())
                            && job.scheduleText().equals(other.scheduleText())
                            && job.zone().equals(other.zone());
        }
    }

    /// @param usual the zone that is not told in words
    Timetable(ZoneId usual) {
        this.usual = usual;
    }

    /// Drops what belongs to jobs that are gone.
    void follow(JobTable now) {
        if (now != table) {
            table = now;
            entries.keySet().removeIf(key -> now.job(key).isEmpty());
        }
    }

    List<Instant> next(Job job, Instant now) {
        return entry(job, now).next();
    }

    String words(Job job, Instant now) {
        return entry(job, now).words();
    }

    static List<Instant> after(Job job, Instant from) {
        Outlook outlook = Outlook.after(job.schedule(), job.zone(), from);
        List<Instant> next = new ArrayList<>();
        while (next.size() < AHEAD && outlook.hasNext()) {
            next.add(outlook.next().start());
        }
        return List.copyOf(next);
    }

    private Entry entry(Job job, Instant now) {
        Entry known = entries.get(job.key());
        if (known != null && known.holdsFor(job, now)) {
            return known;
        }
        String words =
                known != null && known.isScheduledAs(job)
                        ? known.words()
                        : ScheduleWords.of(job.schedule(), job.scheduleText(), job.zone(), usual);
        Entry fresh = new Entry(job, now, after(job, now), words);
        entries.put(job.key(), fresh);
        return fresh;
    }
}

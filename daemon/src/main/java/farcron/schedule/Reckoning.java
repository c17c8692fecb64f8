package farcron.schedule;

import farcron.crontab.Schedule;
import farcron.dispatch.Dispatcher;
import farcron.job.Firing;
import farcron.job.Job;
import farcron.job.JobTable;
import farcron.job.MakeUp;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Settles, for all lines together, what was due in a time in which nobody looked at the clock.
///
/// What is not made up for is recorded first, a row for each line, however much it was. All else
/// then runs in the order of its due times, whatever line it is of.
final class Reckoning {

    /// So many firings of one line are made up for at the most, the newest.
    static final int OF_A_LINE = 1_000;

    /// Of all lines of a user that want all of theirs, so many together, but one of each.
    static final int OF_A_USER = 10_000;

    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Dispatcher dispatcher;
    private final Map<String, Long> greedy;
    private final String cause;
    private final Instant from;
    private final Instant now;
    private final List<Firing> due = new ArrayList<>();

    /// @param cause why nobody looked, with `%s` for since when, and for until when
    /// @param from since when nobody did, as far as that is known
    Reckoning(Dispatcher dispatcher, JobTable table, String cause, Instant from, Instant now) {
        this.dispatcher = dispatcher;
        this.cause = cause;
        this.from = from;
        this.now = now;
        this.greedy =
                table.jobs().stream()
                        .filter(job -> job.rules().makeUp().extent() == MakeUp.Extent.ALL)
                        .collect(Collectors.groupingBy(Job::user, Collectors.counting()));
    }

    /// What fell into a time in which no daemon was there.
    ///
    /// @param ran due times of firings that have started nevertheless
    void absent(Gap gap, Collection<Instant> ran) {
        if (gap.count() > 0) {
            settle(gap, CatchUp.of(gap, most(gap.job()), ran));
        }
    }

    /// What the daemon slept through. cron has rules of its own for that; where a line asks for
    /// something else, only what is due in the minute of the awakening is left to them.
    ///
    /// @param fired by cron's rules
    void asleep(Gap gap, List<Firing> fired) {
        if (gap.rule().extent() != MakeUp.Extent.RECENT) {
            List<Firing> punctual =
                    fired.stream()
                            .filter(firing -> firing.due().isAfter(now.minus(MINUTE)))
                            .map(firing -> new Firing(gap.job(), firing.due(), firing.trigger()))
                            .toList();
            due.addAll(punctual);
            settle(gap, CatchUp.of(gap, most(gap.job()), dueTimes(punctual)));
            return;
        }
        due.addAll(fired);
        boolean oneForAll = gap.job().schedule() instanceof Schedule.Every && !fired.isEmpty();
        if (!oneForAll) {
            settle(gap, CatchUp.nothing(gap, dueTimes(fired)));
        }
    }

    private int most(Job job) {
        return Math.clamp(OF_A_USER / greedy.getOrDefault(job.user(), 1L), 1, OF_A_LINE);
    }

    private static List<Instant> dueTimes(List<Firing> firings) {
        return firings.stream().map(Firing::due).toList();
    }

    private void settle(Gap gap, CatchUp catchUp) {
        due.addAll(catchUp.made());
        if (catchUp.missed() > 0) {
            Job job = gap.job();
            int count = (int) Math.min(catchUp.missed(), Integer.MAX_VALUE);
            String why = cause.formatted(shown(from, job), shown(now, job)) + catchUp.remark(gap);
            dispatcher.miss(job, count, catchUp.lastMissed(), why, now);
        }
    }

    private static String shown(Instant at, Job job) {
        return SHOWN.format(at.atZone(job.zone()));
    }

    /// What runs now, users taking turns.
    List<Firing> due() {
        due.sort(Comparator.comparing(Firing::due));
        return Turns.taken(due);
    }
}

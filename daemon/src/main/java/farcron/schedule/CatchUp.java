package farcron.schedule;

import farcron.crontab.Schedule;
import farcron.dispatch.Dispatcher;
import farcron.job.Firing;
import farcron.job.Job;
import farcron.job.MakeUp;
import farcron.job.Trigger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What becomes of the moments of a [Gap]: some are made up for, all others are only counted.
///
/// A line that says nothing is made up for the last five minutes, so that a restart loses nothing;
/// of those of a job with a period of seconds, the last one runs. Other lines say `catchup:`. A
/// moment is as old as the time since its start, which a delay puts off.
///
/// @param made to be run now, oldest first
/// @param missed how many are not run
/// @param lastMissed due time of the last of these
record CatchUp(List<Firing> made, long missed, Instant lastMissed) {

    /// @param most so many are made up for at the most where a line asks for all
    /// @param ran due times of firings of this time that have a fate already
    static CatchUp of(Gap gap, int most, Collection<Instant> ran) {
        MakeUp rule = gap.rule();
        List<Instant> worth =
                switch (rule.extent()) {
                    case RECENT -> {
                        boolean once = gap.job().schedule() instanceof Schedule.Every;
                        Gap recent = youngerThan(Dispatcher.STILL_WORTH_STARTING, gap);
                        yield recent.newest(once ? 1 : Integer.MAX_VALUE);
                    }
                    case NONE -> youngerThan(Duration.ZERO, gap).newest(Integer.MAX_VALUE);
                    case LAST -> within(rule, gap).newest(1);
                    case ALL -> within(rule, gap).newest(most);
                };
        return of(gap, worth, ran);
    }

    /// The fate of a gap of which nothing more is made up for.
    static CatchUp nothing(Gap gap, Collection<Instant> ran) {
        return of(gap, List.of(), ran);
    }

    private static Gap within(MakeUp rule, Gap gap) {
        return rule.window().map(window -> youngerThan(window, gap)).orElse(gap);
    }

    private static Gap youngerThan(Duration age, Gap gap) {
        return gap.since(gap.until().minus(age).minus(gap.job().delay()));
    }

    /// @param worth the newest moments, which are made up for unless they ran
    private static CatchUp of(Gap gap, List<Instant> worth, Collection<Instant> ran) {
        Job job = gap.job();
        List<Firing> made =
                worth.stream()
                        .filter(moment -> !ran.contains(moment))
                        .map(moment -> new Firing(job, moment, Trigger.CATCHUP))
                        .toList();
        Instant oldest = worth.isEmpty() ? Instant.MAX : worth.getFirst();
        long older = ran.stream().filter(due -> due.isBefore(oldest)).filter(gap::has).count();
        long missed = gap.count() - worth.size() - older;
        return missed > 0
                ? new CatchUp(made, missed, last(gap, worth.size(), ran))
                : new CatchUp(made, 0, gap.from());
    }

    /// The last moment that did not run, but for so many that are made up for.
    private static Instant last(Gap gap, int worth, Collection<Instant> ran) {
        List<Instant> newest = new ArrayList<>(gap.newest(worth + ran.size() + 1));
        List<Instant> older = newest.subList(0, newest.size() - worth);
        older.removeIf(ran::contains);
        return older.isEmpty() ? gap.from() : older.getLast();
    }

    /// What to say about it besides what happened.
    String remark(Gap gap) {
        if (!gap.isBelieved()) {
            return "; so long a time means a clock that was wrong, and is not made up for";
        }
        MakeUp rule = gap.rule();
        return switch (rule.extent()) {
            case RECENT -> gap.job().schedule() instanceof Schedule.Every ? lastIsMade() : "";
            case NONE -> "; its line says catchup:none";
            case LAST, ALL -> {
                if (within(rule, gap).count() == 0) {
                    yield "; that is longer ago than its line's catchup allows";
                }
                yield made.size() > 1
                        ? "; the " + made.size() + " after these are made up for"
                        : lastIsMade();
            }
        };
    }

    private String lastIsMade() {
        return made.isEmpty() ? "" : "; the last of these firings is made up for";
    }
}

package farcron.simulation;

import farcron.Samples;
import farcron.crontab.Command;
import farcron.crontab.Schedule;
import farcron.job.After;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.Limits;
import farcron.job.Rules;
import farcron.job.Target;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A line of the simulated crontab.
///
/// @param rank it waits only for lines of a lower one, so that there are no circles
/// @param schedule empty for a follower
/// @param limits of what its runs may use
record Line(
        String name,
        int rank,
        String schedule,
        ZoneId zone,
        Duration jitter,
        Rules rules,
        Limits limits) {

    /// The schedule of a line that will never be due again.
    static final String NEVER = "0 0 30 2 *";

    private static final Map<String, Schedule> READ = new ConcurrentHashMap<>();

    static JobKey key(String name) {
        return new JobKey(Samples.USER, name);
    }

    JobKey key() {
        return key(name);
    }

    boolean isFollower() {
        return schedule.isEmpty();
    }

    Line named(String other) {
        return new Line(other, rank, schedule, zone, jitter, rules, limits);
    }

    Line due(String other) {
        return new Line(name, rank, other, zone, jitter, rules, limits);
    }

    Line with(Rules other) {
        return new Line(name, rank, schedule, zone, jitter, other, limits);
    }

    Line within(Limits other) {
        return new Line(name, rank, schedule, zone, jitter, rules, other);
    }

    /// The same line when another one is called something else.
    Line renaming(JobKey old, JobKey other) {
        return with(
                rules.after(
                        rules.after()
                                .map(after -> new After(after.any(), renamed(after, old, other)))));
    }

    private static List<After.Condition> renamed(After after, JobKey old, JobKey other) {
        return after.conditions().stream()
                .map(condition ->
                        condition.upstream().equals(old)
                                ? new After.Condition(other, condition.need())
                                : condition)
                .toList();
    }

    Job job() {
        Schedule when =
                isFollower()
                        ? new Schedule.Unscheduled()
                        : READ.computeIfAbsent(schedule, Line::read);
        return new Job(
                key(),
                Samples.USER,
                "/test/crontab",
                rank + 1,
                when,
                schedule,
                zone,
                jitter,
                new Target.Local("/bin/sh", limits),
                Map.of(),
                Set.of(),
                new Command("true", Optional.empty()),
                rules,
                Optional.empty());
    }

    private static Schedule read(String text) {
        return Samples.jobs(text + " name:x true\n", ZoneId.of("UTC")).getFirst().schedule();
    }
}

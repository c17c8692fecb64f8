package farcron.report;

import farcron.crontab.Schedule;
import farcron.job.After;
import farcron.job.After.Need;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.Limits;
import farcron.job.Rules;
import farcron.job.Target;
import farcron.job.TaskPlace;
import farcron.job.TaskRoles;
import farcron.job.TaskSize;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Lines with rules, as they are once their words have been understood.
public final class Lines {

    private Lines() {}

    /// A line without a time of its own.
    ///
    /// @param ends `extract`, `check@failed`, of the same scope, or `scope/name`
    public static Job follower(Job line, String... ends) {
        return follower(line, false, ends);
    }

    public static Job followerOfAny(Job line, String... ends) {
        return follower(line, true, ends);
    }

    private static Job follower(Job line, boolean any, String... ends) {
        After after = after(line, any, ends);
        String words = (any ? "after-any:" : "after:") + String.join(",", ends);
        return with(
                line, new Schedule.Unscheduled(), words, line.rules().after(Optional.of(after)));
    }

    /// A line with a time, at which it waits.
    public static Job waiting(Job line, Optional<Duration> patience, String... ends) {
        Rules own = line.rules();
        return ruled(
                line,
                new Rules(
                        Optional.of(after(line, false, ends)),
                        patience,
                        own.timeout(),
                        own.retry(),
                        own.overlap(),
                        own.makeUp(),
                        own.pool(),
                        own.when()));
    }

    /// A line that runs as a task: of two cores, on Spot if there is room, with roles of its own.
    public static Job fargate(Job line) {
        Target.Fargate target =
                new Target.Fargate(
                        "trainer:12",
                        Optional.of("app"),
                        Optional.of("/bin/sh"),
                        new TaskSize(
                                OptionalInt.of(2048), OptionalInt.of(8192), OptionalInt.empty()),
                        new TaskPlace(
                                "eu-west-1",
                                "batch",
                                List.of("subnet-1"),
                                List.of(),
                                false,
                                TaskPlace.Spot.PREFER,
                                "LATEST"),
                        new TaskRoles(
                                Optional.of("arn:aws:iam::123456789012:role/secret-role"),
                                Optional.empty()),
                        Map.of("team", "secret-tag"));
        return with(line, target, line.schedule(), line.scheduleText(), line.rules());
    }

    /// A line on this machine, whose runs may use so much of it.
    public static Job limited(Job line, Limits limits) {
        Target target = new Target.Local("/bin/sh", limits);
        return with(line, target, line.schedule(), line.scheduleText(), line.rules());
    }

    /// A line with other rules, which runs.
    public static Job ruled(Job line, Rules rules) {
        return with(line, line.schedule(), line.scheduleText(), rules);
    }

    private static After after(Job line, boolean any, String... ends) {
        List<After.Condition> conditions =
                Arrays.stream(ends).map(end -> condition(line.key().scope(), end)).toList();
        return new After(any, conditions);
    }

    private static After.Condition condition(String scope, String end) {
        String name = end.replaceAll("@.*", "");
        int slash = name.lastIndexOf('/');
        JobKey key =
                slash < 0
                        ? new JobKey(scope, name)
                        : new JobKey(name.substring(0, slash), name.substring(slash + 1));
        Need need =
                end.contains("@")
                        ? Need.valueOf(end.replaceAll(".*@", "").toUpperCase(Locale.ROOT))
                        : Need.OK;
        return new After.Condition(key, need);
    }

    private static Job with(Job line, Schedule schedule, String text, Rules rules) {
        return with(line, line.target(), schedule, text, rules);
    }

    private static Job with(Job line, Target target, Schedule schedule, String text, Rules rules) {
        return new Job(
                line.key(),
                line.user(),
                line.file(),
                line.line(),
                schedule,
                text,
                line.zone(),
                line.delay(),
                target,
                line.environment(),
                line.flags(),
                line.command(),
                rules,
                Optional.empty());
    }
}

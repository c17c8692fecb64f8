package farcron.job;

import farcron.crontab.Command;
import farcron.crontab.Flag;
import farcron.crontab.Schedule;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A crontab line, understood: everything that is needed to run it.
///
/// @param user the account it runs as
/// @param file path of the crontab it stands in
/// @param line its line there, from 1
/// @param scheduleText the schedule as written
/// @param zone the zone whose wall clock the schedule is read on
/// @param delay how long after each due time it starts; the same each time
/// @param environment the variables that the crontab sets for it, without cron's own defaults
/// @param rejected why it does not run, although it could be read; absent for a job that runs
public record Job(
        JobKey key,
        String user,
        String file,
        int line,
        Schedule schedule,
        String scheduleText,
        ZoneId zone,
        Duration delay,
        Target target,
        Map<String, String> environment,
        Set<Flag> flags,
        Command command,
        Rules rules,
        Optional<String> rejected) {

    public Job {
        environment = Map.copyOf(environment);
        flags = Set.copyOf(flags);
    }

    public Job named(JobKey other) {
        return as(other, rules, rejected);
    }

    /// The same line, waiting for these ends.
    public Job waitingFor(After after) {
        return as(key, rules.after(Optional.of(after)), rejected);
    }

    /// The same line, which does not run; the first reason counts.
    public Job rejected(String why) {
        return as(key, rules, rejected.or(() -> Optional.of(why)));
    }

    private Job as(JobKey key, Rules rules, Optional<String> rejected) {
        return new Job(
                key,
                user,
                file,
                line,
                schedule,
                scheduleText,
                zone,
                delay,
                target,
                environment,
                flags,
                command,
                rules,
                rejected);
    }

    /// Whether its line asks for no log lines about its runs.
    public boolean quiet() {
        return flags.contains(Flag.NO_LOG) || flags.contains(Flag.QUIET);
    }

    /// Whether it has no time of its own and starts when others have ended.
    public boolean isFollower() {
        return schedule instanceof Schedule.Unscheduled;
    }

    public boolean runs() {
        return rejected.isEmpty();
    }
}

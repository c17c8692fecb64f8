package farcron.report;

import farcron.crontab.Crontab;
import farcron.crontab.Grammar;
import farcron.crontab.Schedule;
import farcron.job.After;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.record.LineChange;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What the crontab line of a job says, or said at some time.
///
/// @param place `file:line`
/// @param text the schedule as written
/// @param refused why it did not run; of a line that is gone, why it was not taken
/// @param gone whether it was not there any more
record Line(
        JobKey key,
        String user,
        String place,
        Schedule schedule,
        String text,
        ZoneId zone,
        Optional<After> after,
        Optional<String> refused,
        boolean gone) {

    /// For text that was a schedule when it was recorded, and so is one today.
    private static final Grammar GRAMMAR =
            new Grammar(
                    Grammar.Format.USER, Grammar.Dialect.DEBIAN, Set.of("after", "after-any"), "");

    static Line of(Job job) {
        return new Line(
                job.key(),
                job.user(),
                job.file() + ":" + job.line(),
                job.schedule(),
                job.scheduleText(),
                job.zone(),
                job.rules().after(),
                job.rejected(),
                false);
    }

    static Line of(LineChange change) {
        return new Line(
                change.key(),
                change.user(),
                change.file() + ":" + change.line(),
                schedule(change.drawn()),
                change.schedule(),
                ZoneId.of(change.zone()),
                after(change.waits()),
                change.refused(),
                change.gone());
    }

    private static Schedule schedule(String drawn) {
        byte[] line = (drawn + " true\n").getBytes(StandardCharsets.UTF_8);
        return Crontab.parse("", line, GRAMMAR).jobs().stream()
                .findFirst()
                .map(job -> job.schedule())
                .orElseGet(Schedule.Unscheduled::new);
    }

    /// As [After#toString] writes it.
    private static Optional<After> after(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        List<After.Condition> conditions =
                Stream.of(text.substring(text.indexOf(':') + 1).split(","))
                        .map(Line::condition)
                        .toList();
        return Optional.of(new After(text.startsWith("after-any:"), conditions));
    }

    private static After.Condition condition(String text) {
        int at = text.lastIndexOf('@');
        int slash = text.lastIndexOf('/', at);
        After.Need need =
                Stream.of(After.Need.values())
                        .filter(it -> it.word().equals(text.substring(at + 1)))
                        .findFirst()
                        .orElseThrow();
        JobKey upstream = new JobKey(text.substring(0, slash), text.substring(slash + 1, at));
        return new After.Condition(upstream, need);
    }

    boolean isFollower() {
        return schedule instanceof Schedule.Unscheduled;
    }

    boolean runs() {
        return !gone && refused.isEmpty();
    }

    /// ``the line at /etc/crontab:7 says `0 2 * * *`: at 02:00 every day``.
    ///
    /// @param verb `says` or `said`
    /// @param usual the zone that is not told
    String quoted(String verb, ZoneId usual) {
        String words = isFollower() ? "" : ": " + ScheduleWords.of(schedule, text, zone, usual);
        return "the line at " + place + " " + verb + " `" + text + "`" + words;
    }
}

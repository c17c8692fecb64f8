package farcron.report;

import farcron.job.Job;
import farcron.job.JobKey;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.function.Function;

/// A wave that somebody asks about: the waves of a root that began in a span.
///
/// @param until exclusive
record AskedWave(JobKey root, Instant from, Instant until) {

    /// @param text `NAME@TIME`, where the time is a moment, as a run's `wave` has it, or a minute
    ///   as [AskedTime] reads it
    /// @param names finds a job by its name
    static AskedWave parse(String text, View view, Function<String, JobKey> names) {
        int at = text.lastIndexOf('@');
        if (at <= 0) {
            throw Declined.badRequest(
                    "wave is `" + text + "`; write the job it began with and when: NAME@02:00");
        }
        JobKey root = names.apply(text.substring(0, at));
        String time = text.substring(at + 1);
        try {
            Instant moment = OffsetDateTime.parse(time.replace(' ', '+')).toInstant();
            return new AskedWave(root, moment, moment.plusMillis(1));
        } catch (DateTimeParseException _) {
            ZoneId zone =
                    view.snapshot().table().job(root).map(Job::zone).orElse(view.times().zone());
            AskedTime minute = AskedTime.parse(time, view.times(), zone);
            return new AskedWave(
                    root, minute.starts().getFirst(), minute.last().plus(Duration.ofMinutes(1)));
        }
    }
}

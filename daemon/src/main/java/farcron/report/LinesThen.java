package farcron.report;

import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobTable;
import farcron.record.LineChange;
import farcron.record.RunHistory;

import java.time.Instant;
import java.util.Optional;

/// What crontab lines said at a moment.
final class LinesThen {

    /// What is known about one line at one moment.
    ///
    /// @param line absent if there was none yet, or nobody knows what it said
    /// @param since when it came to say so; absent where that is not on record
    /// @param isNow whether it says the same today
    /// @param next what came after it
    record Then(
            Optional<Line> line,
            Optional<Instant> since,
            boolean isNow,
            Optional<LineChange> next) {}

    private final JobTable table;
    private final RunHistory history;

    LinesThen(JobTable table, RunHistory history) {
        this.table = table;
        this.history = history;
    }

    Then at(JobKey key, Instant moment) {
        Optional<Job> job = table.job(key);
        Optional<LineChange> next = history.lines().after(key, moment);
        Optional<LineChange> then = history.lines().at(key, moment);
        if (then.isEmpty()) {
            return unknown(key, moment, job, next);
        }
        LineChange change = then.get();
        boolean isNow = job.isPresent() && change.saysAs(LineChange.of(job.get(), change.at()));
        Line line = isNow ? Line.of(job.get()) : Line.of(change);
        return new Then(Optional.of(line), Optional.of(change.at()), isNow, next);
    }

    /// The job was not there yet; or the record did not take note of lines then, and the first one
    /// that it knows is the best that can be said.
    private Then unknown(JobKey key, Instant moment, Optional<Job> job, Optional<LineChange> next) {
        Optional<Instant> seen = history.firstSeen(key);
        if (seen.filter(moment::isBefore).isPresent()) {
            return new Then(Optional.empty(), Optional.empty(), false, next);
        }
        boolean isNow =
                job.isPresent()
                        && next.map(it -> it.saysAs(LineChange.of(job.get(), it.at())))
                                .orElse(true);
        Optional<Line> line =
                isNow ? job.map(Line::of) : next.filter(it -> !it.gone()).map(Line::of);
        return new Then(line, Optional.empty(), isNow, next);
    }
}

package farcron.report;

import farcron.job.JobKey;
import farcron.job.StatusSnapshot;
import farcron.os.LogLimit;
import farcron.record.RunFolders;
import farcron.record.RunHistory;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// Asks `why` as root would, without a server.
public final class WhyProbe implements AutoCloseable {

    private final RunHistory history;
    private final ZoneId zone;
    private final Timetable timetable;

    /// @param record the database file
    /// @param zone of the wall clock that people look at
    public WhyProbe(Path record, ZoneId zone) {
        this.history = new RunHistory(record);
        this.zone = zone;
        this.timetable = new Timetable(zone);
    }

    /// What `why JOB TIME` answers: one sentence.
    ///
    /// @param at any moment in the minute that is asked about
    public String answer(StatusSnapshot snapshot, Instant now, JobKey job, Instant at) {
        return ask(snapshot, now, job, Optional.of(at.toString())).answer();
    }

    /// What `why JOB` answers.
    public String answer(StatusSnapshot snapshot, Instant now, JobKey job) {
        return ask(snapshot, now, job, Optional.empty()).answer();
    }

    private Explanation ask(
            StatusSnapshot snapshot, Instant now, JobKey job, Optional<String> time) {
        return new Why(view(snapshot, now), history, logs()).of(job.toString(), time);
    }

    private View view(StatusSnapshot snapshot, Instant now) {
        return new View(snapshot, new Caller.Known("root", true), timetable, new Times(now, zone));
    }

    private static Logs logs() {
        return new Logs(new RunFolders(List.of(Path.of("runs"))), LogLimit.DEFAULT);
    }

    @Override
    public void close() {
        history.close();
    }
}

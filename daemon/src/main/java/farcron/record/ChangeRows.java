package farcron.record;

import farcron.job.JobKey;
import farcron.job.JobStatus;
import farcron.job.RunRecord;
import farcron.job.RunState;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Writes [Changes] as a whole or not at all.
final class ChangeRows {

    private static final String PUT_JOB =
            """
            INSERT INTO job (scope, name, schedule, zone, since_ms, first_ms)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (scope, name) DO UPDATE
            SET schedule = excluded.schedule, zone = excluded.zone, since_ms = excluded.since_ms
            """;

    private static final String PUT_PAUSE =
            """
            INSERT OR REPLACE INTO pause (scope, name, since_ms, until_ms, by)
            VALUES (?, ?, ?, ?, ?)
            """;

    /// What became of the attempt before, which the row of the run does not tell for long.
    private static final String PUT_ATTEMPT =
            "INSERT OR IGNORE INTO attempt (run, number, reason) VALUES (?, ?, ?)";

    private static final String END_PAUSE = "DELETE FROM pause WHERE scope = ? AND name = ?";

    private static final String PUT_FACT =
            "INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)";

    private static final String PUT_CLOCK =
            "INSERT OR REPLACE INTO clock (zone, minute) VALUES (?, ?)";

    private static final String PUT_SESSION =
            "INSERT OR REPLACE INTO session (started_ms, last_tick_ms) VALUES (?, ?)";

    private ChangeRows() {}

    /// @param session when the daemon that writes was started
    static void write(Writer db, Changes changes, Instant session) throws SQLException {
        db.atOnce(() -> {
            writeRuns(db, changes);
            writeJobs(db, changes);
            LineRows.write(db, changes.lines);
            writePauses(db, changes);
            writeFacts(db, changes);
            ChainRows.write(db, changes.endings);
            writeCursor(db, changes, session);
        });
    }

    private static void writeRuns(Writer db, Changes changes) throws SQLException {
        if (changes.runs.isEmpty()) {
            return;
        }
        PreparedStatement put = db.statement(RunRows.PUT);
        for (RunRecord run : changes.runs.values()) {
            RunRows.fill(put, run);
            put.executeUpdate();
        }
        for (RunRecord run : changes.runs.values()) {
            if (run.state() == RunState.QUEUED && run.attempt() > 1) {
                writeAttempt(db, run);
            }
        }
    }

    private static void writeAttempt(Writer db, RunRecord again) throws SQLException {
        PreparedStatement put = db.statement(PUT_ATTEMPT);
        put.setLong(1, again.id());
        put.setInt(2, again.attempt() - 1);
        put.setString(3, again.reason());
        put.executeUpdate();
    }

    private static void writeJobs(Writer db, Changes changes) throws SQLException {
        if (changes.jobs.isEmpty()) {
            return;
        }
        PreparedStatement put = db.statement(PUT_JOB);
        for (KnownJob job : changes.jobs.values()) {
            put.setString(1, job.key().scope());
            put.setString(2, job.key().name());
            put.setString(3, job.schedule());
            put.setString(4, job.zone());
            put.setLong(5, job.since().toEpochMilli());
            put.setLong(6, job.since().toEpochMilli());
            put.executeUpdate();
        }
    }

    private static void writePauses(Writer db, Changes changes) throws SQLException {
        for (Map.Entry<JobKey, Optional<JobStatus.Pause>> entry : changes.pauses.entrySet()) {
            boolean paused = entry.getValue().isPresent();
            PreparedStatement put = db.statement(paused ? PUT_PAUSE : END_PAUSE);
            put.setString(1, entry.getKey().scope());
            put.setString(2, entry.getKey().name());
            if (paused) {
                JobStatus.Pause pause = entry.getValue().get();
                put.setLong(3, pause.since().toEpochMilli());
                RunRows.moment(put, 4, pause.until());
                put.setString(5, pause.by());
            }
            put.executeUpdate();
        }
    }

    private static void writeFacts(Writer db, Changes changes) throws SQLException {
        for (Map.Entry<String, String> fact : changes.facts.entrySet()) {
            writeFact(db, fact.getKey(), fact.getValue());
        }
    }

    private static void writeFact(Writer db, String name, String value) throws SQLException {
        PreparedStatement put = db.statement(PUT_FACT);
        put.setString(1, name);
        put.setString(2, value);
        put.executeUpdate();
    }

    private static void writeCursor(Writer db, Changes changes, Instant session)
            throws SQLException {
        if (changes.cursor.isEmpty()) {
            return;
        }
        Cursor cursor = changes.cursor.get();
        writeFact(db, "tick_ms", Long.toString(cursor.tick().toEpochMilli()));
        PreparedStatement put = db.statement(PUT_SESSION);
        put.setLong(1, session.toEpochMilli());
        put.setLong(2, cursor.tick().toEpochMilli());
        put.executeUpdate();
        PreparedStatement clocks = db.statement(PUT_CLOCK);
        for (Map.Entry<String, Long> clock : cursor.minutes().entrySet()) {
            clocks.setString(1, clock.getKey());
            clocks.setLong(2, clock.getValue());
            clocks.executeUpdate();
        }
    }
}

package farcron.record;

import farcron.job.JobKey;
import farcron.job.Place;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;
import farcron.job.Usage;
import farcron.job.Wave;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Runs to be recorded, and looks at the file that do not go through our own code.
final class SampleRuns {

    static final Instant NOW = Instant.parse("2026-11-21T08:14:00Z");
    static final JobKey BACKUP = new JobKey("ann", "backup");

    private SampleRuns() {}

    static RunRecord run(long id, RunState state) {
        return run(id, state, NOW);
    }

    /// A run whose every moment is the same one.
    static RunRecord run(long id, RunState state, Instant at) {
        return new RunRecord(
                id,
                BACKUP,
                "ann",
                state,
                Trigger.SCHEDULE,
                1,
                at,
                Optional.empty(),
                state == RunState.QUEUED ? Optional.empty() : Optional.of(at),
                state.open() ? Optional.empty() : Optional.of(at),
                OptionalInt.empty(),
                "",
                Place.of("local"),
                new Wave(BACKUP, at),
                List.of(),
                Usage.NONE,
                1,
                false);
    }

    static Changes runs(RunRecord... runs) {
        Changes changes = new Changes();
        for (RunRecord run : runs) {
            changes.run(run);
        }
        return changes;
    }

    static Changes runs(int from, int until, IntPredicate which, RunState state, Instant at) {
        Changes changes = new Changes();
        IntStream.range(from, until).filter(which).forEach(id -> changes.run(run(id, state, at)));
        return changes;
    }

    static RunHistory.Query newest(int limit) {
        return new RunHistory.Query(Optional.empty(), Optional.empty(), Optional.empty(), limit);
    }

    /// Ids on record, newest first.
    static List<Long> ids(Path file) {
        try (RunHistory history = new RunHistory(file)) {
            return history.runs(newest(Integer.MAX_VALUE)).stream().map(RunRecord::id).toList();
        }
    }

    static void sql(Path file, String... statements) throws SQLException {
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = db.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static String answer(Path file, String question) throws SQLException {
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = db.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.getString(1);
        }
    }
}

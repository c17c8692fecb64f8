package farcron.record;

import farcron.job.JobKey;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Upstream;
import farcron.job.Wave;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads and writes what is known of chains: the runs of a wave, and the ends that dependents wait
/// with.
final class ChainRows {

    /// The root of a wave that a schedule began is found by its due time, which a wave bears, or is
    /// some milliseconds after; the index on waves leaves such runs out, and holds the rest.
    private static final String WAVE =
            """
            SELECT %1$s FROM run
            WHERE wave_scope = ?1 AND wave_job = ?2 AND wave_due_ms = ?3
                AND trigger IN ('after', 'manual')
            UNION
            SELECT %1$s FROM run
            WHERE scope = ?1 AND job = ?2 AND due_ms BETWEEN ?3 - 1000 AND ?3
                AND wave_scope = ?1 AND wave_job = ?2 AND wave_due_ms = ?3
            ORDER BY id
            """
                    .formatted(RunRows.COLUMNS);

    private static final String DUE =
            """
            SELECT %s FROM run
            WHERE scope = ? AND job = ? AND due_ms >= ? AND due_ms < ?
            """
                    .formatted(RunRows.COLUMNS);

    private static final String DUE_BEFORE =
            """
            SELECT due_ms FROM run
            WHERE scope = ? AND job = ? AND id < ? AND trigger <> 'manual'
            ORDER BY id DESC LIMIT 1
            """;

    private static final String OF_WAVES =
            """
            SELECT %s FROM run
            WHERE wave_scope = ? AND wave_job = ? AND wave_due_ms >= ? AND wave_due_ms < ?
                AND trigger IN ('after', 'manual') AND scope = ? AND job = ?
            """
                    .formatted(RunRows.COLUMNS);

    private static final String ENDINGS =
            """
            SELECT upstream_scope, upstream_name, run, state, at_ms FROM ending
            WHERE scope = ? AND name = ?
            """;

    private static final String PUT =
            """
            INSERT OR REPLACE INTO ending
                (scope, name, upstream_scope, upstream_name, run, state, at_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String DROP = "DELETE FROM ending WHERE scope = ? AND name = ?";

    private ChainRows() {}

    /// Oldest first.
    static List<RunRecord> wave(Writer db, Wave wave) throws SQLException {
        PreparedStatement query = db.statement(WAVE);
        query.setString(1, wave.root().scope());
        query.setString(2, wave.root().name());
        query.setLong(3, wave.due().toEpochMilli());
        return runs(query);
    }

    /// The runs of a job that were due in a span, and those in waves that began in it.
    ///
    /// @param roots where its waves may begin
    static List<RunRecord> around(
            Writer db, JobKey job, Collection<JobKey> roots, Instant from, Instant until)
            throws SQLException {
        PreparedStatement due = db.statement(DUE);
        span(due, job, from, until);
        List<RunRecord> found = new ArrayList<>(runs(due));
        PreparedStatement waves = db.statement(OF_WAVES);
        for (JobKey root : roots) {
            span(waves, root, from, until);
            waves.setString(5, job.scope());
            waves.setString(6, job.name());
            found.addAll(runs(waves));
        }
        return found;
    }

    static Optional<Instant> dueBefore(Writer db, JobKey job, long run) throws SQLException {
        PreparedStatement query = db.statement(DUE_BEFORE);
        query.setString(1, job.scope());
        query.setString(2, job.name());
        query.setLong(3, run);
        try (ResultSet row = query.executeQuery()) {
            return row.next()
                    ? Optional.of(Instant.ofEpochMilli(row.getLong(1)))
                    : Optional.empty();
        }
    }

    private static void span(PreparedStatement query, JobKey job, Instant from, Instant until)
            throws SQLException {
        query.setString(1, job.scope());
        query.setString(2, job.name());
        query.setLong(3, from.toEpochMilli());
        query.setLong(4, until.toEpochMilli());
    }

    private static List<RunRecord> runs(PreparedStatement query) throws SQLException {
        List<RunRecord> runs = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                runs.add(RunRows.read(row));
            }
        }
        return runs;
    }

    static Map<JobKey, Map<JobKey, Ending>> endings(Writer db, Collection<JobKey> dependents)
            throws SQLException {
        Map<JobKey, Map<JobKey, Ending>> all = new HashMap<>();
        PreparedStatement query = db.statement(ENDINGS);
        for (JobKey dependent : dependents) {
            query.setString(1, dependent.scope());
            query.setString(2, dependent.name());
            Map<JobKey, Ending> own = new LinkedHashMap<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    JobKey job = new JobKey(row.getString(1), row.getString(2));
                    RunState state = RunState.of(row.getString(4));
                    Upstream end = new Upstream(row.getLong(3), job, state);
                    own.put(job, new Ending(end, Instant.ofEpochMilli(row.getLong(5))));
                }
            }
            all.put(dependent, own);
        }
        return all;
    }

    static void write(Writer db, Map<JobKey, Map<JobKey, Ending>> endings) throws SQLException {
        for (var entry : endings.entrySet()) {
            write(db, entry.getKey(), entry.getValue().values());
        }
    }

    private static void write(Writer db, JobKey key, Collection<Ending> own) throws SQLException {
        PreparedStatement drop = db.statement(DROP);
        drop.setString(1, key.scope());
        drop.setString(2, key.name());
        drop.executeUpdate();
        PreparedStatement put = db.statement(PUT);
        for (Ending ending : own) {
            put.setString(1, key.scope());
            put.setString(2, key.name());
            put.setString(3, ending.end().job().scope());
            put.setString(4, ending.end().job().name());
            put.setLong(5, ending.end().run());
            put.setString(6, ending.end().state().word());
            put.setLong(7, ending.at().toEpochMilli());
            put.executeUpdate();
        }
    }
}

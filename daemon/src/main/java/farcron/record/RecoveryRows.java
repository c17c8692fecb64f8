package farcron.record;

import farcron.job.JobKey;
import farcron.job.JobStatus;
import farcron.job.RunRecord;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads, once at start, what an earlier daemon left.
final class RecoveryRows {

    /// Also above ids whose runs have been forgotten.
    private static final String NEXT_RUN =
            """
            SELECT max(coalesce((SELECT max(id) FROM run), 0) + 1,
                       coalesce((SELECT CAST(value AS INTEGER) FROM fact
                                 WHERE name = 'next_run'), 1))
            """;

    /// The one that was written last, which after a wrong clock is not the largest.
    private static final String LAST_TICK =
            "SELECT CAST(value AS INTEGER) FROM fact WHERE name = 'tick_ms'";

    private static final String CLOCKS = "SELECT zone, minute FROM clock";

    private static final String OPEN =
            "SELECT "
                    + RunRows.COLUMNS
                    + "FROM run WHERE state IN ('queued', 'running') ORDER BY id";

    /// By a look into the index for each job, so that a long history costs nothing.
    private static final String NEWEST =
            "SELECT "
                    + RunRows.COLUMNS
                    + Wanted.JOBS
                    + " run ON id IN (SELECT newer.id FROM run AS newer WHERE newer.scope ="
                    + " wanted_scope AND newer.job = wanted_name ORDER BY newer.id DESC LIMIT "
                    + JobStatus.HISTORY
                    + ")";

    private static final String FACTS = "SELECT name, value FROM fact";

    private final Writer db;

    private RecoveryRows(Writer db) {
        this.db = db;
    }

    static Recovered nothing(long nextRun) {
        return new Recovered(nextRun, Optional.empty(), List.of(), Map.of(), true);
    }

    static Recovered read(Writer db) throws SQLException {
        return new RecoveryRows(db).read();
    }

    private Recovered read() throws SQLException {
        Map<String, String> facts = new HashMap<>();
        each(FACTS, row -> facts.put(row.getString(1), row.getString(2)));
        List<RunRecord> open = new ArrayList<>();
        each(OPEN, row -> open.add(RunRows.read(row)));
        long[] next = {1};
        each(NEXT_RUN, row -> next[0] = row.getLong(1));
        return new Recovered(next[0], cursor(), open, facts, false);
    }

    private Optional<Cursor> cursor() throws SQLException {
        Map<String, Long> minutes = new HashMap<>();
        each(CLOCKS, row -> minutes.put(row.getString(1), row.getLong(2)));
        List<Cursor> found = new ArrayList<>();
        each(
                LAST_TICK,
                row -> RunRows.moment(row, 1).ifPresent(at -> found.add(new Cursor(at, minutes))));
        return found.stream().findFirst();
    }

    /// The newest [JobStatus#HISTORY] runs of each of some jobs, oldest first; nothing for a job
    /// that has none.
    static Map<JobKey, List<RunRecord>> newest(Writer db, Collection<JobKey> jobs)
            throws SQLException {
        Map<JobKey, List<RunRecord>> newest = new HashMap<>();
        PreparedStatement query = db.statement(NEWEST);
        query.setString(1, Wanted.of(jobs));
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                RunRecord run = RunRows.read(row);
                newest.computeIfAbsent(run.job(), _ -> new ArrayList<>()).add(run);
            }
        }
        newest.values().forEach(runs -> runs.sort(RunRecord.BY_ID));
        return newest;
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private void each(String sql, Row reader) throws SQLException {
        try (ResultSet row = db.statement(sql).executeQuery()) {
            while (row.next()) {
                reader.read(row);
            }
        }
    }
}

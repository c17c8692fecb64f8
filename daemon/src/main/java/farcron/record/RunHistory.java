package farcron.record;

import farcron.job.JobKey;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Upstream;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the record while the scheduler writes it, on a connection of its own. Thread-safe; one
/// question at a time.
public final class RunHistory implements AutoCloseable {

    /// Which runs to list, newest first.
    public record Query(
            Optional<JobKey> job, Optional<RunState> state, Optional<String> user, int limit) {}

    private static final String RUN = "SELECT " + RunRows.COLUMNS + " FROM run WHERE id = ?";

    private static final String DUE =
            "SELECT "
                    + RunRows.COLUMNS
                    + """
                    FROM run
                    WHERE scope = ? AND job = ? AND due_ms >= ? AND due_ms < ?
                    ORDER BY due_ms, id
                    LIMIT 1000
                    """;

    /// Repeats the condition of the index, which a planner cannot guess.
    private static final String IN_WAVE =
            "SELECT "
                    + RunRows.COLUMNS
                    + """
                    FROM run
                    WHERE wave_scope = ? AND wave_job = ? AND wave_due_ms >= ? AND wave_due_ms < ?
                    AND trigger IN ('after', 'manual') AND scope = ? AND job = ?
                    ORDER BY wave_due_ms, id
                    LIMIT 1000
                    """;

    private static final String OF_MANY =
            "SELECT "
                    + RunRows.COLUMNS
                    + """
                    FROM run
                    WHERE scope = ? AND job = ? AND due_ms >= ? AND firings > 1
                    ORDER BY due_ms, id
                    LIMIT 1
                    """;

    private static final String BEFORE =
            "SELECT "
                    + RunRows.COLUMNS
                    + """
                    FROM run
                    WHERE scope = ? AND job = ? AND due_ms < ?
                    ORDER BY due_ms DESC, id DESC
                    LIMIT 1
                    """;

    private static final String NEWEST =
            "SELECT "
                    + RunRows.COLUMNS
                    + "FROM run WHERE scope = ? AND job = ? ORDER BY id DESC LIMIT 1";

    private static final String OLDEST =
            "SELECT " + RunRows.COLUMNS + "FROM run WHERE state = ? ORDER BY id LIMIT 1";

    private static final String FIRST_SEEN =
            "SELECT first_ms FROM job WHERE scope = ? AND name = ?";

    private static final String ENDINGS =
            """
            SELECT run, upstream_scope, upstream_name, state FROM ending
            WHERE scope = ? AND name = ?
            ORDER BY upstream_scope, upstream_name
            """;

    private static final String ATTEMPTS =
            "SELECT reason FROM attempt WHERE run = ? ORDER BY number";

    private static final String SESSIONS =
            """
            SELECT started_ms, last_tick_ms FROM session
            WHERE started_ms < ? AND last_tick_ms >= ?
            ORDER BY started_ms
            """;

    private static final String SESSION_BEFORE =
            """
            SELECT started_ms, last_tick_ms FROM session
            WHERE started_ms <= ? ORDER BY started_ms DESC LIMIT 1
            """;

    private static final String SESSION_AFTER =
            """
            SELECT started_ms, last_tick_ms FROM session
            WHERE started_ms > ? ORDER BY started_ms LIMIT 1
            """;

    private final Reader reader;
    private final LineHistory lines;

    /// @param file it need not be there yet
    public RunHistory(Path file) {
        this.reader = new Reader(file);
        this.lines = new LineHistory(reader);
    }

    public List<RunRecord> runs(Query query) {
        StringBuilder sql = new StringBuilder("SELECT " + RunRows.COLUMNS + " FROM run WHERE true");
        List<Object> values = new ArrayList<>();
        query.job()
                .ifPresent(job -> {
                    sql.append(" AND scope = ? AND job = ?");
                    values.addAll(List.of(job.scope(), job.name()));
                });
        query.state()
                .ifPresent(state -> {
                    sql.append(" AND state = ?");
                    values.add(state.word());
                });
        query.user()
                .ifPresent(user -> {
                    sql.append(" AND user = ?");
                    values.add(user);
                });
        sql.append(" ORDER BY id DESC LIMIT ?");
        values.add(query.limit());
        return reader.ask(sql.toString(), values, RunRows::read);
    }

    public Optional<RunRecord> run(long id) {
        return reader.askForOne(RUN, List.of(id), RunRows::read);
    }

    /// Records whose due time lies in a span, oldest first, at most 1,000.
    public List<RunRecord> due(JobKey job, Instant from, Instant until) {
        return reader.ask(
                DUE,
                List.of(job.scope(), job.name(), from.toEpochMilli(), until.toEpochMilli()),
                RunRows::read);
    }

    /// Records of a job in waves that a root began by itself in a span, or that somebody began
    /// there; oldest first, at most 1,000. Those of the root itself are found by their due time.
    public List<RunRecord> inWaves(JobKey job, JobKey root, Instant from, Instant until) {
        return reader.ask(
                IN_WAVE,
                List.of(
                        root.scope(),
                        root.name(),
                        from.toEpochMilli(),
                        until.toEpochMilli(),
                        job.scope(),
                        job.name()),
                RunRows::read);
    }

    /// The first record from a due time on that stands for more than one firing.
    public Optional<RunRecord> ofMany(JobKey job, Instant from) {
        return one(OF_MANY, job, from);
    }

    /// The record with the last due time before a moment.
    public Optional<RunRecord> before(JobKey job, Instant moment) {
        return one(BEFORE, job, moment);
    }

    private Optional<RunRecord> one(String sql, JobKey job, Instant moment) {
        return reader.askForOne(
                sql, List.of(job.scope(), job.name(), moment.toEpochMilli()), RunRows::read);
    }

    public Optional<RunRecord> newest(JobKey job) {
        return reader.askForOne(NEWEST, List.of(job.scope(), job.name()), RunRows::read);
    }

    /// The oldest record in a state, of whatever job: where the record was tidied up, and what it
    /// still holds.
    public Optional<RunRecord> oldest(RunState state) {
        return reader.askForOne(OLDEST, List.of(state.word()), RunRows::read);
    }

    /// The ends that have come for a job since it last started.
    public List<Upstream> endings(JobKey job) {
        return reader.ask(
                ENDINGS,
                List.of(job.scope(), job.name()),
                row ->
                        new Upstream(
                                row.getLong(1),
                                new JobKey(row.getString(2), row.getString(3)),
                                RunState.of(row.getString(4))));
    }

    /// What became of the attempts of a run that others followed, the first one first.
    public List<String> attempts(long run) {
        return reader.ask(ATTEMPTS, List.of(run), row -> row.getString(1));
    }

    /// The daemon that was up at a moment, or the last one before it.
    public Optional<Session> sessionAt(Instant moment) {
        return session(SESSION_BEFORE, moment);
    }

    /// The first daemon that was started after a moment.
    public Optional<Session> sessionAfter(Instant moment) {
        return session(SESSION_AFTER, moment);
    }

    private Optional<Session> session(String sql, Instant moment) {
        return reader.askForOne(sql, List.of(moment.toEpochMilli()), RunHistory::session);
    }

    /// When the daemon was up, as far as that touches a span.
    public List<Session> sessions(Instant from, Instant until) {
        return reader.ask(
                SESSIONS, List.of(until.toEpochMilli(), from.toEpochMilli()), RunHistory::session);
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                Instant.ofEpochMilli(row.getLong(1)), Instant.ofEpochMilli(row.getLong(2)));
    }

    /// The runs of the waves of a root that began in a span, newest first, at most 1,001.
    public List<RunRecord> wave(JobKey root, Instant from, Instant until) {
        return reader.ask(WaveRows.OF, WaveRows.values(root, from, until), RunRows::read);
    }

    /// When a job of this name was first loaded.
    public Optional<Instant> firstSeen(JobKey job) {
        return reader.askForOne(
                FIRST_SEEN,
                List.of(job.scope(), job.name()),
                row -> Instant.ofEpochMilli(row.getLong(1)));
    }

    /// What lines said once.
    public LineHistory lines() {
        return lines;
    }

    @Override
    public void close() {
        reader.close();
    }
}

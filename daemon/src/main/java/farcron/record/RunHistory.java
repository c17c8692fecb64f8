package farcron.record;

import farcron.job.JobKey;
import farcron.job.RunRecord;
import farcron.job.RunState;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the record while the scheduler writes it, on a connection of its own that can write
/// nothing. Thread-safe; one question at a time.
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

    private static final String FIRST_SEEN =
            "SELECT first_ms FROM job WHERE scope = ? AND name = ?";

    private static final String SESSIONS =
            """
            SELECT started_ms, last_tick_ms FROM session
            WHERE started_ms < ? AND last_tick_ms >= ?
            ORDER BY started_ms
            """;

    private final Path file;
    private Optional<Connection> connection = Optional.empty();

    /// Of the file that is open. The writer may have moved it aside and begun another one.
    private Optional<Object> identity = Optional.empty();

    /// @param file it need not be there yet
    public RunHistory(Path file) {
        this.file = file;
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
        return ask(sql.toString(), values, RunRows::read);
    }

    public Optional<RunRecord> run(long id) {
        return ask(RUN, List.of(id), RunRows::read).stream().findFirst();
    }

    /// Records whose due time lies in a span, oldest first, at most 1,000.
    public List<RunRecord> due(JobKey job, Instant from, Instant until) {
        return ask(
                DUE,
                List.of(job.scope(), job.name(), from.toEpochMilli(), until.toEpochMilli()),
                RunRows::read);
    }

    /// When a job of this name was first loaded.
    public Optional<Instant> firstSeen(JobKey job) {
        return ask(
                        FIRST_SEEN,
                        List.of(job.scope(), job.name()),
                        row -> Instant.ofEpochMilli(row.getLong(1)))
                .stream()
                .findFirst();
    }

    /// When the daemon was up, as far as that touches a span.
    public List<Session> sessions(Instant from, Instant until) {
        return ask(
                SESSIONS,
                List.of(until.toEpochMilli(), from.toEpochMilli()),
                row ->
                        new Session(
                                Instant.ofEpochMilli(row.getLong(1)),
                                Instant.ofEpochMilli(row.getLong(2))));
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private synchronized <T> List<T> ask(String sql, List<?> values, Row<T> mapping) {
        try (PreparedStatement statement = connected().prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(mapping.read(row));
                }
            }
            return rows;
        } catch (SQLException problem) {
            close();
            throw new RecordException(
                    "the record " + file + " cannot be read: " + Database.plain(problem), problem);
        }
    }

    private Connection connected() throws SQLException {
        Optional<Object> now = Database.identity(file);
        if (!now.equals(identity)) {
            close();
        }
        if (connection.isEmpty()) {
            connection = Optional.of(Database.readOnly(file));
            identity = now;
        }
        return connection.get();
    }

    @Override
    public synchronized void close() {
        connection.ifPresent(Database::closeQuietly);
        connection = Optional.empty();
    }
}

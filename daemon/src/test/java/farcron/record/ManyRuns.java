package farcron.record;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A record that has been kept for long, made in seconds.
///
/// The runs are those of a hundred jobs of ann's, one a second up to now; all went well.
public final class ManyRuns {

    private static final String INSERT =
            """
            WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < %1$d)
            INSERT INTO run (id, scope, job, user, state, trigger, attempt, due_ms, started_ms,
                ended_ms, exit_code, reason, target, wave_scope, wave_job, wave_due_ms, upstream,
                log_bytes, firings)
            SELECT id, 'ann', 'job-' || (id %% 100), 'ann', 'ok', 'schedule', 1,
                %2$d + id * 1000, %2$d + id * 1000, %2$d + id * 1000, 0, '', 'local',
                'ann', 'job-' || (id %% 100), %2$d + id * 1000, '', 100, 1
            FROM n
            """;

    private static final String INDEXES =
            "SELECT name, sql FROM sqlite_schema WHERE sql LIKE 'CREATE INDEX%'";

    private ManyRuns() {}

    /// @param file made if it is not there; without runs
    public static void fill(Path file, int count, Instant now) throws SQLException {
        RunStore store = new RunStore(file, new RunFolders(List.of()), () -> now);
        store.recover();
        store.close();
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = db.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
            List<String> indexes = dropIndexes(statement);
            statement.execute(INSERT.formatted(count, now.toEpochMilli() - count * 1000L));
            for (String index : indexes) {
                statement.execute(index);
            }
        }
    }

    /// They are made faster when all rows are there.
    private static List<String> dropIndexes(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(INDEXES)) {
            while (row.next()) {
                names.add(row.getString(1));
                texts.add(row.getString(2));
            }
        }
        for (String name : names) {
            statement.execute("DROP INDEX " + name);
        }
        return texts;
    }

    public static long count(Path file) throws SQLException {
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = db.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM run")) {
            return row.getLong(1);
        }
    }
}

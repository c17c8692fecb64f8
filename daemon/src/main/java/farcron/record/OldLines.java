package farcron.record;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Forgets what lines said once: when no run of that time is kept any more, when the job itself is
/// forgotten, and where a line has changed so often that only the newest changes are kept.
///
/// It goes round through the table, a few rows at a time, so that no start waits for it.
final class OldLines {

    /// So many rows are looked at in one go at the most.
    static final int AT_ONCE = 500;

    /// Of one job. Somebody may edit each minute.
    static final int KEPT = 1_000;

    /// Each look is one step into an index.
    private static final String LOOK =
            """
            SELECT scope, name, number,
                   EXISTS (SELECT 1 FROM line_change n
                           WHERE n.scope = t.scope AND n.name = t.name AND n.number = t.number + 1
                           AND n.at_ms < ?)
                   OR t.number <= (SELECT max(number) FROM line_change n
                                   WHERE n.scope = t.scope AND n.name = t.name) - ?
                   OR NOT EXISTS (SELECT 1 FROM job WHERE job.scope = t.scope AND job.name = t.name)
            FROM line_change t
            WHERE (scope, name, number) > (?, ?, ?)
            ORDER BY scope, name, number
            LIMIT ?
            """;

    private static final String DELETE =
            "DELETE FROM line_change WHERE scope = ? AND name = ? AND number = ?";

    private record Row(String scope, String name, long number) {}

    private static final Row BEGIN = new Row("", "", 0);

    private Row reached = BEGIN;

    /// @param before runs that are older are not kept
    /// @return whether there are more rows to look at in this round
    boolean trim(Writer db, Instant before) throws SQLException {
        List<Row> old = new ArrayList<>();
        Row last = reached;
        int seen = 0;
        PreparedStatement query = db.statement(LOOK);
        query.setLong(1, before.toEpochMilli());
        query.setInt(2, KEPT);
        query.setString(3, reached.scope());
        query.setString(4, reached.name());
        query.setLong(5, reached.number());
        query.setInt(6, AT_ONCE);
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                seen++;
                last = new Row(row.getString(1), row.getString(2), row.getLong(3));
                if (row.getBoolean(4)) {
                    old.add(last);
                }
            }
        }
        delete(db, old);
        reached = seen < AT_ONCE ? BEGIN : last;
        return seen == AT_ONCE;
    }

    private static void delete(Writer db, List<Row> old) throws SQLException {
        if (old.isEmpty()) {
            return;
        }
        db.atOnce(() -> {
            PreparedStatement statement = db.statement(DELETE);
            for (Row row : old) {
                statement.setString(1, row.scope());
                statement.setString(2, row.name());
                statement.setLong(3, row.number());
                statement.executeUpdate();
            }
        });
    }
}

package farcron.record;

import farcron.job.JobKey;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Forgets jobs, or pauses, whose line is long gone and of which no run is left.
///
/// It goes round through the table, a few rows at a time, so that no start waits for it.
final class OldJobs {

    /// So many rows are looked at in one go at the most.
    static final int AT_ONCE = 500;

    private final String look;
    private final String delete;
    private JobKey reached = new JobKey("", "");

    /// @param table has a scope, a name and a `since_ms`
    OldJobs(String table) {
        this.look =
                "SELECT scope, name, since_ms < ? AND NOT EXISTS (SELECT 1 FROM run WHERE run.scope"
                        + " = t.scope AND run.job = t.name) FROM "
                        + table
                        + " t WHERE (scope, name) > (?, ?) ORDER BY scope, name LIMIT "
                        + AT_ONCE;
        this.delete = "DELETE FROM " + table + " WHERE scope = ? AND name = ?";
    }

    /// @return whether there are more rows to look at in this round
    boolean trim(Writer db, Instant before, Predicate<JobKey> inForce) throws SQLException {
        List<JobKey> old = new ArrayList<>();
        JobKey last = reached;
        int seen = 0;
        PreparedStatement query = db.statement(look);
        query.setLong(1, before.toEpochMilli());
        query.setString(2, reached.scope());
        query.setString(3, reached.name());
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                seen++;
                last = new JobKey(row.getString(1), row.getString(2));
                if (row.getBoolean(3) && !inForce.test(last)) {
                    old.add(last);
                }
            }
        }
        delete(db, old);
        reached = seen < AT_ONCE ? new JobKey("", "") : last;
        return seen == AT_ONCE;
    }

    private void delete(Writer db, List<JobKey> old) throws SQLException {
        if (old.isEmpty()) {
            return;
        }
        db.atOnce(() -> {
            PreparedStatement statement = db.statement(delete);
            for (JobKey key : old) {
                statement.setString(1, key.scope());
                statement.setString(2, key.name());
                statement.executeUpdate();
            }
        });
    }
}

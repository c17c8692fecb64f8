package farcron.record;

import farcron.job.JobKey;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A [LineChange] as a row of `line_change`, and back.
///
/// The changes of one job are numbered as they came, which after a wrong clock is not the order of
/// their times.
final class LineRows {

    static final String COLUMNS =
            """
            scope, name, at_ms, schedule, drawn, zone, file, line, user, waits, refused, gone
            """;

    /// Says that what was in force is so no more.
    private static final String SUPERSEDE =
            "UPDATE line_change SET in_force = 0 WHERE scope = ? AND name = ? AND in_force = 1";

    /// Of the same moment there is one change, so that writing it twice does no harm.
    private static final String PUT =
            """
            INSERT OR REPLACE INTO line_change (%s, number, in_force)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                    coalesce((SELECT CASE WHEN at_ms = ? THEN number ELSE number + 1 END
                              FROM line_change WHERE scope = ? AND name = ?
                              ORDER BY number DESC LIMIT 1),
                             1),
                    ?)
            """
                    .formatted(COLUMNS.strip());

    private static final String IN_FORCE =
            "SELECT " + COLUMNS + "FROM line_change WHERE in_force = 1";

    private LineRows() {}

    static void write(Writer db, List<LineChange> lines) throws SQLException {
        if (lines.isEmpty()) {
            return;
        }
        PreparedStatement supersede = db.statement(SUPERSEDE);
        PreparedStatement put = db.statement(PUT);
        for (LineChange line : lines) {
            supersede.setString(1, line.key().scope());
            supersede.setString(2, line.key().name());
            supersede.executeUpdate();
            fill(put, line);
            put.executeUpdate();
        }
    }

    private static void fill(PreparedStatement put, LineChange line) throws SQLException {
        put.setString(1, line.key().scope());
        put.setString(2, line.key().name());
        put.setLong(3, line.at().toEpochMilli());
        put.setString(4, line.schedule());
        put.setString(5, line.drawn());
        put.setString(6, line.zone());
        put.setString(7, line.file());
        put.setInt(8, line.line());
        put.setString(9, line.user());
        put.setString(10, line.waits());
        if (line.refused().isPresent()) {
            put.setString(11, line.refused().get());
        } else {
            put.setNull(11, Types.VARCHAR);
        }
        put.setBoolean(12, line.gone());
        put.setLong(13, line.at().toEpochMilli());
        put.setString(14, line.key().scope());
        put.setString(15, line.key().name());
        put.setBoolean(16, !line.gone());
    }

    static LineChange read(ResultSet row) throws SQLException {
        return new LineChange(
                new JobKey(row.getString(1), row.getString(2)),
                Instant.ofEpochMilli(row.getLong(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getInt(8),
                row.getString(9),
                row.getString(10),
                Optional.ofNullable(row.getString(11)),
                row.getBoolean(12));
    }

    /// The lines that were in force when the record was written last.
    static Map<JobKey, LineChange> inForce(Writer db) throws SQLException {
        Map<JobKey, LineChange> lines = new HashMap<>();
        try (ResultSet row = db.statement(IN_FORCE).executeQuery()) {
            while (row.next()) {
                LineChange line = read(row);
                lines.put(line.key(), line);
            }
        }
        return lines;
    }
}

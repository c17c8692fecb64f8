package farcron.record;

import farcron.job.JobKey;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Tells what crontab lines said once, also of jobs whose line is gone. Thread-safe.
public final class LineHistory {

    private static final String AT =
            "SELECT "
                    + LineRows.COLUMNS
                    + """
                    FROM line_change
                    WHERE scope = ? AND name = ? AND at_ms <= ?
                    ORDER BY number DESC LIMIT 1
                    """;

    private static final String AFTER =
            "SELECT "
                    + LineRows.COLUMNS
                    + """
                    FROM line_change
                    WHERE scope = ?1 AND name = ?2
                    AND number > coalesce((SELECT number FROM line_change
                                           WHERE scope = ?1 AND name = ?2 AND at_ms <= ?3
                                           ORDER BY number DESC LIMIT 1), 0)
                    ORDER BY number LIMIT 1
                    """;

    private static final String NAMED =
            "SELECT scope, name FROM job WHERE name = ? ORDER BY scope LIMIT 50";

    private static final String KNOWN = "SELECT scope, name FROM job WHERE scope = ? AND name = ?";

    /// Who owned it last, by its line; by its newest run where its line is older than the record of
    /// lines.
    private static final String USER =
            """
            SELECT user FROM (SELECT user FROM line_change WHERE scope = ?1 AND name = ?2
                              ORDER BY number DESC LIMIT 1)
            UNION ALL
            SELECT user FROM (SELECT user FROM run WHERE scope = ?1 AND job = ?2
                              ORDER BY id DESC LIMIT 1)
            LIMIT 1
            """;

    private final Reader reader;

    LineHistory(Reader reader) {
        this.reader = reader;
    }

    /// What the line said at a moment; absent if that is not known, or nothing was known of the
    /// job.
    public Optional<LineChange> at(JobKey job, Instant moment) {
        return reader.askForOne(
                AT, List.of(job.scope(), job.name(), moment.toEpochMilli()), LineRows::read);
    }

    /// The first change after that.
    public Optional<LineChange> after(JobKey job, Instant moment) {
        return reader.askForOne(
                AFTER, List.of(job.scope(), job.name(), moment.toEpochMilli()), LineRows::read);
    }

    /// The jobs on record that a person may mean by `NAME` or `SCOPE/NAME`, at most 50.
    public List<JobKey> named(String text) {
        int slash = text.lastIndexOf('/');
        return slash < 0
                ? reader.ask(NAMED, List.of(text), LineHistory::key)
                : reader.ask(
                        KNOWN,
                        List.of(text.substring(0, slash), text.substring(slash + 1)),
                        LineHistory::key);
    }

    /// The account that a job ran as when it was last heard of.
    public Optional<String> user(JobKey job) {
        return reader.askForOne(USER, List.of(job.scope(), job.name()), row -> row.getString(1));
    }

    private static JobKey key(ResultSet row) throws SQLException {
        return new JobKey(row.getString(1), row.getString(2));
    }
}

package farcron.record;

import farcron.job.JobKey;
import farcron.job.JobStatus;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Reads what is known of some jobs, by a look into the index for each: the record may know many
/// times as many jobs as are loaded.
final class JobRows {

    private static final String JOB =
            "SELECT scope, name, schedule, zone, since_ms"
                    + Wanted.JOBS
                    + " job ON scope = wanted_scope AND name = wanted_name";

    private static final String PAUSE =
            "SELECT scope, name, since_ms, by, until_ms"
                    + Wanted.JOBS
                    + " pause ON scope = wanted_scope AND name = wanted_name";

    private JobRows() {}

    static Map<JobKey, KnownJob> jobs(Writer db, Collection<JobKey> keys) throws SQLException {
        return each(
                db,
                JOB,
                keys,
                (key, row) ->
                        new KnownJob(
                                key,
                                row.getString(3),
                                row.getString(4),
                                Instant.ofEpochMilli(row.getLong(5))));
    }

    static Map<JobKey, JobStatus.Pause> pauses(Writer db, Collection<JobKey> keys)
            throws SQLException {
        return each(
                db,
                PAUSE,
                keys,
                (_, row) ->
                        new JobStatus.Pause(
                                Instant.ofEpochMilli(row.getLong(3)),
                                row.getString(4),
                                RunRows.moment(row, 5)));
    }

    private interface Row<T> {
        T read(JobKey key, ResultSet row) throws SQLException;
    }

    private static <T> Map<JobKey, T> each(
            Writer db, String sql, Collection<JobKey> keys, Row<T> reader) throws SQLException {
        Map<JobKey, T> found = new HashMap<>();
        PreparedStatement query = db.statement(sql);
        query.setString(1, Wanted.of(keys));
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                JobKey key = new JobKey(row.getString(1), row.getString(2));
                found.put(key, reader.read(key, row));
            }
        }
        return found;
    }
}

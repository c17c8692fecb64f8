package farcron.record;

import farcron.job.JobKey;
import farcron.job.RunState;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// How long runs stay on record: good ones for one span, those that someone may want to look at for
/// a longer one, and no more than so many in all. A job is forgotten after its last run.
///
/// It deletes a few at a time, the oldest first, so that no start waits for it: ids grow with time,
/// and the index on state and id leads straight to the oldest. Owned by the scheduler's thread.
public final class Retention {

    /// So many runs are deleted in one go at the most; if there were as many, there may be more.
    public static final int AT_ONCE = 50;

    private static final Duration LOOK_EACH = Duration.ofDays(1);

    private static final Duration COUNT_EACH = Duration.ofHours(1);

    private static final String OLDEST =
            "SELECT id, ended_ms FROM run WHERE state = ? ORDER BY id LIMIT ?";

    private static final String BELOW =
            "SELECT id FROM run WHERE id < ? AND ended_ms IS NOT NULL ORDER BY id LIMIT ?";

    /// Through the smallest index, which is ten times as fast as a walk through the rows.
    private static final String COUNT = "SELECT count(*) FROM run";

    private static final String FLOOR = "SELECT id FROM run ORDER BY id LIMIT 1 OFFSET ?";

    /// There is at most one for each condition of a line.
    private static final String OLD_ENDS = "DELETE FROM ending WHERE at_ms < ?";

    private static final List<String> DELETE =
            List.of("DELETE FROM run WHERE id = ?", "DELETE FROM attempt WHERE run = ?");

    private final Duration good;
    private final Duration bad;
    private final long count;
    private final OldJobs jobs = new OldJobs("job");
    private final OldJobs pauses = new OldJobs("pause");
    private final OldLines lines = new OldLines();
    private Instant counted = Instant.MIN;
    private Instant looked = Instant.MIN;
    private Instant nextOld = Instant.MIN;
    private long seen;
    private long floor;

    /// Up to so many written runs there can not be too many.
    private long room = -1;

    /// @param good how long runs that are `ok` or `skipped` are kept
    /// @param bad how long all others are kept
    /// @param count how many runs are kept in all, whatever their age
    public Retention(Duration good, Duration bad, long count) {
        this.good = good;
        this.bad = bad;
        this.count = count;
    }

    /// Where nothing was written, it does nothing until the next run is old enough, and that costs
    /// nothing; else it looks once a day, or as often as runs may grow old, and once an hour where
    /// there may be too many.
    ///
    /// @param written grows with each run that is written
    /// @param inForce whether a job is loaded: it is not forgotten, however old it is
    /// @return the runs that are gone
    List<Long> trim(Writer db, Instant now, long written, Predicate<JobKey> inForce)
            throws SQLException {
        if (!isTime(now, written)) {
            return List.of();
        }
        looked = now;
        seen = written;
        nextOld = Instant.MAX;
        List<Long> gone = trimRuns(db, now, written);
        Instant before = now.minus(good.compareTo(bad) > 0 ? good : bad);
        boolean more =
                jobs.trim(db, before, inForce)
                        | pauses.trim(db, before, inForce)
                        | lines.trim(db, before);
        PreparedStatement ends = db.statement(OLD_ENDS);
        ends.setLong(1, before.toEpochMilli());
        ends.executeUpdate();
        if (more || gone.size() == AT_ONCE) {
            nextOld = now;
        }
        return gone;
    }

    private boolean isTime(Instant now, long written) {
        if (now.isBefore(looked) || !now.isBefore(nextOld)) {
            return true;
        }
        Duration soonest = good.compareTo(bad) < 0 ? good : bad;
        Duration often = written > room ? COUNT_EACH : LOOK_EACH;
        Duration each = soonest.compareTo(often) < 0 ? soonest : often;
        return written != seen && !now.isBefore(looked.plus(each));
    }

    private List<Long> trimRuns(Writer db, Instant now, long written) throws SQLException {
        boolean isTime = now.isBefore(counted) || !now.isBefore(counted.plus(COUNT_EACH));
        if (isTime && written > room) {
            long tooMany = ids(db.statement(COUNT)).getFirst() - count;
            floor = floor(db, tooMany);
            room = written - tooMany;
            counted = now;
        }
        List<Long> old = new ArrayList<>();
        for (RunState state : RunState.values()) {
            if (!state.open()) {
                old.addAll(oldest(db, state, now));
            }
        }
        old.addAll(below(db));
        List<Long> gone = old.stream().distinct().limit(AT_ONCE).toList();
        delete(db, gone);
        return gone;
    }

    private static long floor(Writer db, long tooMany) throws SQLException {
        PreparedStatement query = db.statement(FLOOR);
        query.setLong(1, Math.max(0, tooMany));
        List<Long> found = ids(query);
        return found.isEmpty() ? 0 : found.getFirst();
    }

    private List<Long> oldest(Writer db, RunState state, Instant now) throws SQLException {
        Duration stays = state.bad() ? bad : good;
        List<Long> old = new ArrayList<>();
        PreparedStatement query = db.statement(OLDEST);
        query.setString(1, state.word());
        query.setInt(2, AT_ONCE);
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                Instant goes = Instant.ofEpochMilli(row.getLong(2)).plus(stays).plusMillis(1);
                if (!goes.isAfter(now)) {
                    old.add(row.getLong(1));
                } else if (goes.isBefore(nextOld)) {
                    nextOld = goes;
                }
            }
        }
        return old;
    }

    private List<Long> below(Writer db) throws SQLException {
        PreparedStatement query = db.statement(BELOW);
        query.setLong(1, floor);
        query.setInt(2, AT_ONCE);
        return ids(query);
    }

    private static List<Long> ids(PreparedStatement query) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                ids.add(row.getLong(1));
            }
        }
        return ids;
    }

    private static void delete(Writer db, List<Long> runs) throws SQLException {
        if (runs.isEmpty()) {
            return;
        }
        db.atOnce(() -> {
            for (String sql : DELETE) {
                PreparedStatement statement = db.statement(sql);
                for (long run : runs) {
                    statement.setLong(1, run);
                    statement.executeUpdate();
                }
            }
        });
    }
}

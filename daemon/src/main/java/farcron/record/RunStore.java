package farcron.record;

import farcron.job.JobKey;
import farcron.job.JobStatus;
import farcron.job.RunRecord;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes the record. Owned by the scheduler's thread.
///
/// **A record that cannot be written stops nothing.** What a commit could not write is kept, and
/// written together with the next one; [#problem()] tells why meanwhile. A file that is damaged is
/// moved aside, never deleted, and a new one is begun.
public final class RunStore implements AutoCloseable {

    private static final String PUT_JOB =
            """
            INSERT INTO job (scope, name, schedule, zone, since_ms, first_ms)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (scope, name) DO UPDATE
            SET schedule = excluded.schedule, zone = excluded.zone, since_ms = excluded.since_ms
            """;

    private static final String PUT_PAUSE =
            """
            INSERT OR REPLACE INTO pause (scope, name, since_ms, until_ms, by)
            VALUES (?, ?, ?, ?, ?)
            """;

    private static final String END_PAUSE = "DELETE FROM pause WHERE scope = ? AND name = ?";

    private static final String PUT_FACT =
            "INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)";

    private static final String PUT_CLOCK =
            "INSERT OR REPLACE INTO clock (zone, minute) VALUES (?, ?)";

    private static final String PUT_SESSION =
            "INSERT OR REPLACE INTO session (started_ms, last_tick_ms) VALUES (?, ?)";

    /// Too many would eat the memory that running jobs need; the oldest are then given up.
    private static final int BACKLOG = 10_000;

    /// So many rows make a log of a few megabytes.
    private static final int CHECKPOINT_AFTER = 2_000;

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Path file;
    private final RunFolders folders;
    private final InstantSource time;
    private final Instant session;
    private final List<String> notes = new ArrayList<>();
    private Optional<Connection> connection = Optional.empty();
    private Changes backlog = new Changes();
    private String problem = "";
    private long givenUp;
    private boolean begunAnew;
    private int writes;
    private Instant retryAt = Instant.MIN;

    /// @param file made if it is not there
    /// @param folders of runs; ids of those that are there are not given again
    public RunStore(Path file, RunFolders folders, InstantSource time) {
        this.file = file;
        this.folders = folders;
        this.time = time;
        this.session = time.instant();
    }

    /// What an earlier daemon left. If nothing can be read, that is nothing, and the first free run
    /// id is one that no earlier run can have.
    ///
    /// @throws RecordException if the file was written by a later version or another program: it is
    ///   left untouched
    public Recovered recover() {
        Recovered found = read(true);
        if (connection.isEmpty()) {
            return found;
        }
        boolean isNew = found.cursor().isEmpty();
        List<RunRecord> madeUp = new Unrecorded(folders).since(found.nextRun(), isNew);
        long above = madeUp.isEmpty() ? 0 : madeUp.getLast().id() + 1;
        long next = folders.free(Math.max(found.nextRun(), above), isNew);
        return found.with(madeUp, next);
    }

    private Recovered read(boolean again) {
        try {
            return RecoveryRows.read(connected());
        } catch (Schema.NotOursException refusal) {
            throw new RecordException(file + ": " + refusal.getMessage(), refusal);
        } catch (SQLException trouble) {
            failed(trouble);
            return again && connection.isPresent()
                    ? read(false).asLost()
                    : RecoveryRows.nothing(session.getEpochSecond());
        }
    }

    /// The newest runs of some jobs, oldest first; nothing where nothing can be read.
    public Map<JobKey, List<RunRecord>> newest(Collection<JobKey> jobs) {
        try {
            return RecoveryRows.newest(connected(), jobs);
        } catch (SQLException trouble) {
            failed(trouble);
            return Map.of();
        }
    }

    /// Writes a decision, and what could not be written before it, in one transaction.
    ///
    /// @return whether everything is on record now
    public boolean commit(Changes changes) {
        backlog.then(changes);
        if (backlog.isEmpty()) {
            return problem.isEmpty();
        }
        if (time.instant().isBefore(retryAt)) {
            return false;
        }
        beginAnewIfDeleted();
        try {
            write(connected(), backlog);
        } catch (SQLException trouble) {
            failed(trouble);
            return connection.isPresent() && retryAt.equals(Instant.MIN) && commit(new Changes());
        }
        backlog = new Changes();
        problem = "";
        if (givenUp > 0) {
            notes.add(
                    "the record is written again; of the oldest "
                            + givenUp
                            + " runs meanwhile only the folders are left");
            givenUp = 0;
        }
        return true;
    }

    /// Why nothing can be recorded at present; empty when all is well.
    public String problem() {
        return problem;
    }

    /// Whether the file was begun anew since the last call, so that what is not in [Changes] has to
    /// be written again.
    public boolean takeBegunAnew() {
        boolean anew = begunAnew;
        begunAnew = false;
        return anew;
    }

    /// What the operator should know about the file, each once.
    public List<String> takeNotes() {
        List<String> taken = List.copyOf(notes);
        notes.clear();
        return taken;
    }

    /// Deletes a bounded number of old runs (see [Retention]), and now and then moves the
    /// database's log into its file, which waits for the disk. To be called when nothing is due.
    ///
    /// @return the runs whose folders may go now
    public List<Long> trim(Retention retention) {
        if (connection.isEmpty() || !problem.isEmpty()) {
            return List.of();
        }
        try {
            List<Long> gone = retention.trim(connection.get(), time.instant());
            if (writes > CHECKPOINT_AFTER) {
                Database.checkpoint(connection.get());
                writes = 0;
            }
            return gone;
        } catch (SQLException trouble) {
            failed(trouble);
            return List.of();
        }
    }

    /// SQLite would go on writing into a file that has no name any more.
    private void beginAnewIfDeleted() {
        if (connection.isPresent() && !inMemory() && !Files.exists(file)) {
            disconnect();
            begunAnew = true;
            notes.add("the record " + file + " was deleted; a new one is begun");
        }
    }

    private boolean inMemory() {
        return file.toString().equals(":memory:");
    }

    private Connection connected() throws SQLException {
        if (connection.isEmpty()) {
            connection = Optional.of(Database.writing(file));
        }
        return connection.get();
    }

    /// Leaves an open connection with `retryAt` in the past only where trying again at once is
    /// worth it: on a fresh file, after a damaged one was moved aside.
    private void failed(SQLException trouble) {
        disconnect();
        retryAt = time.instant().plus(RETRY);
        problem = "the record " + file + " cannot be written: " + Database.plain(trouble);
        givenUp += backlog.shorten(BACKLOG);
        if (Database.isCorrupt(trouble)) {
            beginAnew();
        }
    }

    private void beginAnew() {
        try {
            Path aside = Database.setAside(file, time.instant());
            notes.add(
                    "the record "
                            + file
                            + " is damaged; it was moved to "
                            + aside
                            + " and a new one is begun; runs whose folders are still there are"
                            + " put on record again");
            connection = Optional.of(Database.writing(file));
            retryAt = Instant.MIN;
            problem = "";
            begunAnew = true;
        } catch (IOException | SQLException further) {
            problem += " (and it cannot be moved away: " + further.getMessage() + ")";
        }
    }

    private void write(Connection db, Changes changes) throws SQLException {
        db.setAutoCommit(false);
        try {
            writeRuns(db, changes);
            writeJobs(db, changes);
            writePauses(db, changes);
            writeFacts(db, changes);
            writeCursor(db, changes);
            db.commit();
            db.setAutoCommit(true);
        } catch (SQLException trouble) {
            undo(db, trouble);
            throw trouble;
        }
        retryAt = Instant.MIN;
        writes += changes.runs.size() + 1;
    }

    /// SQLite may have rolled back already, and then says so; what went wrong first is what counts.
    private static void undo(Connection db, SQLException trouble) {
        try {
            db.rollback();
            db.setAutoCommit(true);
        } catch (SQLException further) {
            trouble.addSuppressed(further);
        }
    }

    private static void writeRuns(Connection db, Changes changes) throws SQLException {
        if (changes.runs.isEmpty()) {
            return;
        }
        try (PreparedStatement put = db.prepareStatement(RunRows.PUT)) {
            for (var run : changes.runs.values()) {
                RunRows.fill(put, run);
                put.addBatch();
            }
            put.executeBatch();
        }
    }

    private static void writeJobs(Connection db, Changes changes) throws SQLException {
        if (changes.jobs.isEmpty()) {
            return;
        }
        try (PreparedStatement put = db.prepareStatement(PUT_JOB)) {
            for (KnownJob job : changes.jobs.values()) {
                put.setString(1, job.key().scope());
                put.setString(2, job.key().name());
                put.setString(3, job.schedule());
                put.setString(4, job.zone());
                put.setLong(5, job.since().toEpochMilli());
                put.setLong(6, job.since().toEpochMilli());
                put.addBatch();
            }
            put.executeBatch();
        }
    }

    private static void writePauses(Connection db, Changes changes) throws SQLException {
        for (Map.Entry<JobKey, Optional<JobStatus.Pause>> entry : changes.pauses.entrySet()) {
            boolean paused = entry.getValue().isPresent();
            try (PreparedStatement put = db.prepareStatement(paused ? PUT_PAUSE : END_PAUSE)) {
                put.setString(1, entry.getKey().scope());
                put.setString(2, entry.getKey().name());
                if (paused) {
                    JobStatus.Pause pause = entry.getValue().get();
                    put.setLong(3, pause.since().toEpochMilli());
                    RunRows.moment(put, 4, pause.until());
                    put.setString(5, pause.by());
                }
                put.executeUpdate();
            }
        }
    }

    private static void writeFacts(Connection db, Changes changes) throws SQLException {
        for (Map.Entry<String, String> fact : changes.facts.entrySet()) {
            try (PreparedStatement put = db.prepareStatement(PUT_FACT)) {
                put.setString(1, fact.getKey());
                put.setString(2, fact.getValue());
                put.executeUpdate();
            }
        }
    }

    private void writeCursor(Connection db, Changes changes) throws SQLException {
        if (changes.cursor.isEmpty()) {
            return;
        }
        Cursor cursor = changes.cursor.get();
        try (PreparedStatement put = db.prepareStatement(PUT_FACT)) {
            put.setString(1, "tick_ms");
            put.setString(2, Long.toString(cursor.tick().toEpochMilli()));
            put.executeUpdate();
        }
        try (PreparedStatement put = db.prepareStatement(PUT_SESSION)) {
            put.setLong(1, session.toEpochMilli());
            put.setLong(2, cursor.tick().toEpochMilli());
            put.executeUpdate();
        }
        for (Map.Entry<String, Long> clock : cursor.minutes().entrySet()) {
            try (PreparedStatement put = db.prepareStatement(PUT_CLOCK)) {
                put.setString(1, clock.getKey());
                put.setLong(2, clock.getValue());
                put.executeUpdate();
            }
        }
    }

    /// Writes what could not be written so far, if it can be now.
    @Override
    public void close() {
        retryAt = Instant.MIN;
        commit(new Changes());
        disconnect();
    }

    private void disconnect() {
        connection.ifPresent(Database::closeQuietly);
        connection = Optional.empty();
    }
}

package farcron.record;

import farcron.job.JobKey;
import farcron.job.RunRecord;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Writes the record. Owned by the scheduler's thread.
///
/// **A record that cannot be written stops nothing.** What a commit could not write is kept, and
/// written together with the next one; [#problem()] tells why meanwhile. A file that is damaged is
/// moved aside, never deleted, and a new one is begun.
public final class RunStore implements AutoCloseable {

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
    private Optional<Writer> connection = Optional.empty();
    private Changes backlog = new Changes();
    private Predicate<JobKey> inForce = _ -> true;
    private String problem = "";
    private long givenUp;
    private boolean begunAnew;
    private int writes;
    private long runsWritten;
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

    /// What was written and is still of use; the same questions may be asked at any time.
    public Recollection recall() {
        return new Recollection(this);
    }

    /// What is decided and could not be written yet.
    Changes unwritten() {
        return backlog;
    }

    interface Question<T> {
        T ask(Writer db) throws SQLException;
    }

    /// Jobs are asked for one by one too: a file that cannot be read is not tried for each.
    ///
    /// @param none where nothing can be read
    <T> T ask(Question<T> question, T none) {
        if (time.instant().isBefore(retryAt)) {
            return none;
        }
        try {
            return question.ask(connected());
        } catch (SQLException trouble) {
            failed(trouble);
            return none;
        }
    }

    /// Says which jobs [#trim] may not forget.
    public void keep(Predicate<JobKey> loaded) {
        inForce = loaded;
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
            List<Long> gone =
                    retention.trim(connection.get(), time.instant(), runsWritten, inForce);
            writes += gone.size();
            if (writes > CHECKPOINT_AFTER) {
                connection.get().checkpoint();
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

    private Writer connected() throws SQLException {
        if (connection.isEmpty()) {
            connection = Optional.of(Writer.on(file));
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
        if (backlog.jobs.size() > BACKLOG) {
            backlog.jobs.keySet().removeIf(inForce.negate());
        }
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
            connection = Optional.of(Writer.on(file));
            retryAt = Instant.MIN;
            problem = "";
            begunAnew = true;
        } catch (IOException | SQLException further) {
            problem += " (and it cannot be moved away: " + further.getMessage() + ")";
        }
    }

    private void write(Writer db, Changes changes) throws SQLException {
        ChangeRows.write(db, changes, session);
        retryAt = Instant.MIN;
        writes += changes.rows();
        runsWritten += changes.runs.size();
    }

    /// Writes what could not be written so far, if it can be now.
    @Override
    public void close() {
        retryAt = Instant.MIN;
        commit(new Changes());
        disconnect();
    }

    private void disconnect() {
        connection.ifPresent(Writer::close);
        connection = Optional.empty();
    }
}

package farcron.simulation;

import farcron.job.RunFolder;
import farcron.job.RunLabel;
import farcron.job.RunRecord;
import farcron.record.Changes;
import farcron.record.RunStore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Where a story keeps its record: in memory, where the machine has such a folder. It can be full,
/// which SQLite notices in the middle of a transaction.
final class Disk implements AutoCloseable {

    private static final Path MEMORY = Path.of("/dev/shm");

    private final Path folder;
    private boolean full;

    Disk() {
        try {
            folder =
                    Files.isWritable(MEMORY)
                            ? Files.createTempDirectory(MEMORY, "farcron-story")
                            : Files.createTempDirectory("farcron-story");
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }

    Path record() {
        return folder.resolve("farcron.db");
    }

    /// Where runs have folders: nowhere, but for those that started while nothing could be
    /// recorded, for which the folder is all that tells of them.
    List<Path> runs() {
        return Files.exists(folder.resolve("runs")) ? List.of(folder.resolve("runs")) : List.of();
    }

    /// A run starts.
    void label(RunRecord run) {
        if (!full) {
            return;
        }
        RunFolder own = RunFolder.of(folder.resolve("runs"), run.id());
        try {
            Files.createDirectories(own.path());
            Files.writeString(own.script(), RunLabel.text(run));
            Files.writeString(own.claim(), "");
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }

    boolean isFull() {
        return full;
    }

    /// A run has been written by then, and what keeps the transaction whole is SQLite.
    void fill() {
        execute(
                """
                CREATE TRIGGER full_disk BEFORE INSERT ON fact
                BEGIN SELECT RAISE(ABORT, 'no space left on the simulated device'); END
                """);
        full = true;
    }

    void free() {
        if (full) {
            execute("DROP TRIGGER full_disk");
            full = false;
        }
    }

    void execute(String sql) {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + record());
                Statement statement = other.createStatement()) {
            statement.execute(sql);
        } catch (SQLException trouble) {
            throw new IllegalStateException(trouble);
        }
    }

    /// What a process that is killed has not written is gone with it.
    static void drop(RunStore store) {
        try {
            Field backlog = RunStore.class.getDeclaredField("backlog");
            backlog.setAccessible(true);
            backlog.set(store, new Changes());
        } catch (ReflectiveOperationException change) {
            throw new LinkageError("where does the store keep what it could not write?", change);
        }
        store.close();
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }
}

package farcron.record;

import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;

/// How the file is opened, and what its errors mean.
final class Database {

    /// Short, as starts wait for it: what cannot be written now is written with the next decision.
    private static final int BUSY_MS = 50;

    /// What is left of the log's size once a checkpoint has emptied it, in bytes.
    private static final long WAL_KEEPS = 8L << 20;

    private Database() {}

    /// A writing connection on an up-to-date file.
    ///
    /// `synchronous = NORMAL` with a write-ahead log: a crash of the daemon loses nothing that was
    /// committed, and a power cut may lose the last moments. No commit waits for the disk: the log
    /// is moved into the file by [#checkpoint], when nothing is due.
    static Connection writing(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_MS);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setGetGeneratedKeys(false); // ids are ours; the driver would ask after each row
        Connection db = config.createConnection("jdbc:sqlite:" + file);
        try {
            int version = Schema.check(db);
            execute(db, "PRAGMA journal_mode = WAL");
            Schema.migrate(db, version);
            execute(db, "PRAGMA wal_autocheckpoint = 0");
            execute(db, "PRAGMA journal_size_limit = " + WAL_KEEPS);
            return db;
        } catch (SQLException | RuntimeException problem) {
            closeQuietly(db);
            throw problem;
        }
    }

    static void checkpoint(Connection db) throws SQLException {
        execute(db, "PRAGMA wal_checkpoint(PASSIVE)");
    }

    private static void execute(Connection db, String sql) throws SQLException {
        try (Statement statement = db.createStatement()) {
            statement.execute(sql);
        }
    }

    static Connection readOnly(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setOpenMode(SQLiteOpenMode.READONLY);
        config.setBusyTimeout(BUSY_MS);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    /// For a file that nobody writes: nothing is made beside it.
    static Connection unchanging(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setOpenMode(SQLiteOpenMode.READONLY);
        config.setOpenMode(SQLiteOpenMode.OPEN_URI);
        return config.createConnection(
                "jdbc:sqlite:file:" + file.toUri().getRawPath() + "?immutable=1");
    }

    /// Tells the file that has this name now from one that had it before; absent if there is none.
    static Optional<Object> identity(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.ofNullable(attributes.fileKey());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    static boolean isCorrupt(SQLException problem) {
        return problem instanceof SQLiteException known
                && ((known.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_CORRUPT.code
                        || known.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB);
    }

    /// Moves a file that is no database any more out of the way; nothing is deleted.
    ///
    /// @return where it is now
    static Path setAside(Path file, Instant now) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".corrupt-" + now.getEpochSecond());
        for (String part : new String[] {"-wal", "-shm"}) {
            Path from = file.resolveSibling(file.getFileName() + part);
            if (Files.exists(from)) {
                Files.move(from, aside.resolveSibling(aside.getFileName() + part));
            }
        }
        return Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
    }

    /// An SQLite error in words that tell what to do.
    static String plain(SQLException problem) {
        if (!(problem instanceof SQLiteException known)) {
            return String.valueOf(problem.getMessage());
        }
        // The low byte is the kind of error; SQLite tells details in the others.
        return switch (known.getResultCode().code & 0xff) {
            case 13 -> "the disk is full; free some space";
            case 3, 8 ->
                    "it may not be written; check the owner and mode of the file and its folder";
            case 14 -> "it cannot be opened; check the owner and mode of the file and its folder";
            case 11, 26 -> "it is damaged; stop farcron, move the file away and start again";
            case 5, 6 -> "another program holds it locked; close that program";
            case 10 ->
                    "the disk reports an error (" + known.getMessage() + "); is it full or broken?";
            default -> known.getMessage();
        };
    }

    static void closeQuietly(Connection db) {
        try {
            db.close();
        } catch (SQLException ignored) {
            // It is given up because it does not work; there is nothing more to learn from it.
        }
    }
}

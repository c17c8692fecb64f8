package farcron.record;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// The connection that writes the record. It keeps its statements: to parse one takes SQLite longer
/// than to run it, and a decision is a handful of them.
///
/// Once a statement has failed, the connection is to be given up. Owned by the scheduler's thread.
final class Writer implements AutoCloseable {

    interface Work {
        void run() throws SQLException;
    }

    private final Connection db;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private Writer(Connection db) {
        this.db = db;
    }

    static Writer on(Path file) throws SQLException {
        return new Writer(Database.writing(file));
    }

    /// The statement stays open for the next time, and belongs to the connection: only its result
    /// is to be closed.
    PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known == null) {
            known = db.prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }

    /// Writes as a whole or not at all.
    void atOnce(Work work) throws SQLException {
        db.setAutoCommit(false);
        try {
            work.run();
            db.setAutoCommit(true); // which commits; a commit() would begin another transaction
        } catch (SQLException | RuntimeException trouble) {
            undo(trouble);
            throw trouble;
        }
    }

    /// SQLite may have rolled back already, and then says so; what went wrong first is what counts.
    private void undo(Exception trouble) {
        try {
            db.rollback();
            db.setAutoCommit(true);
        } catch (SQLException further) {
            trouble.addSuppressed(further);
        }
    }

    void checkpoint() throws SQLException {
        Database.checkpoint(db);
    }

    /// Its statements are closed with it.
    @Override
    public void close() {
        Database.closeQuietly(db);
    }
}

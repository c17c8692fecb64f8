package farcron.record;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A connection to the record that can write nothing. Thread-safe; one question at a time.
final class Reader implements AutoCloseable {

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Path file;
    private Optional<Connection> connection = Optional.empty();

    /// Of the file that is open. The writer may have moved it aside and begun another one.
    private Optional<Object> identity = Optional.empty();

    /// @param file it need not be there yet
    Reader(Path file) {
        this.file = file;
    }

    /// @param values text and whole numbers, by position
    synchronized <T> List<T> ask(String sql, List<?> values, Row<T> mapping) {
        try (PreparedStatement statement = connected().prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(mapping.read(row));
                }
            }
            return rows;
        } catch (SQLException problem) {
            close();
            throw new RecordException(
                    "the record " + file + " cannot be read: " + Database.plain(problem), problem);
        }
    }

    <T> Optional<T> askForOne(String sql, List<?> values, Row<T> mapping) {
        return ask(sql, values, mapping).stream().findFirst();
    }

    private Connection connected() throws SQLException {
        Optional<Object> now = Database.identity(file);
        if (!now.equals(identity)) {
            close();
        }
        if (connection.isEmpty()) {
            connection = Optional.of(Database.readOnly(file));
            identity = now;
        }
        return connection.get();
    }

    @Override
    public synchronized void close() {
        connection.ifPresent(Database::closeQuietly);
        connection = Optional.empty();
    }
}

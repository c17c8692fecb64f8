package farcron.record;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Looks whether a record is sound, and changes nothing.
///
/// @param version of its schema
/// @param trouble what is wrong, and what to do; empty if all is well
public record Checkup(int version, String trouble) {

    /// One is enough to know.
    private static final String CHECK = "PRAGMA quick_check(1)";

    /// Takes long where the record is large.
    ///
    /// @param file which is there
    public static Checkup of(Path file) {
        try (Connection db = connection(file)) {
            int version = Schema.check(db);
            try (Statement statement = db.createStatement();
                    ResultSet row = statement.executeQuery(CHECK)) {
                String found = row.next() ? row.getString(1) : "ok";
                return new Checkup(
                        version,
                        found.equals("ok")
                                ? ""
                                : "it is damaged (%s); stop farcron, move it away and start again"
                                        .formatted(found.lines().findFirst().orElse("")));
            }
        } catch (Schema.NotOursException theirs) {
            return new Checkup(0, theirs.getMessage());
        } catch (SQLException problem) {
            return new Checkup(0, Database.plain(problem));
        }
    }

    /// Where no log lies beside it, nobody writes: then it can be read without making one.
    private static Connection connection(Path file) throws SQLException {
        return Files.exists(file.resolveSibling(file.getFileName() + "-wal"))
                ? Database.readOnly(file)
                : Database.unchanging(file);
    }
}

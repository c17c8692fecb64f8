package farcron.record;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The tables, as numbered steps from an empty file to today's. A step that was released is never
/// changed; a new one is added behind it.
///
/// Moments are milliseconds since 1970 UTC. Words such as `failed` are those of the answers.
final class Schema {

    /// "farc": tells our file from any other SQLite file.
    private static final int APPLICATION_ID = 0x66617263;

    private static final List<List<String>> STEPS =
            List.of(
                    List.of(
                            """
                            CREATE TABLE run (
                                id                INTEGER PRIMARY KEY,
                                scope             TEXT    NOT NULL,
                                job               TEXT    NOT NULL,
                                user              TEXT    NOT NULL,
                                state             TEXT    NOT NULL,
                                trigger           TEXT    NOT NULL,
                                attempt           INTEGER NOT NULL,
                                due_ms            INTEGER NOT NULL,
                                not_before_ms     INTEGER,
                                started_ms        INTEGER,
                                ended_ms          INTEGER,
                                exit_code         INTEGER,
                                reason            TEXT    NOT NULL,
                                target            TEXT    NOT NULL,
                                wave_scope        TEXT    NOT NULL,
                                wave_job          TEXT    NOT NULL,
                                wave_due_ms       INTEGER NOT NULL,
                                upstream          TEXT    NOT NULL,
                                log_bytes         INTEGER NOT NULL,
                                peak_memory_bytes INTEGER,
                                cpu_seconds       REAL,
                                firings           INTEGER NOT NULL
                            ) STRICT
                            """,
                            "CREATE INDEX run_of_job ON run (scope, job, id)",
                            "CREATE INDEX run_due ON run (scope, job, due_ms)",
                            "CREATE INDEX run_in_state ON run (state, id)",
                            """
                            CREATE TABLE job (
                                scope    TEXT    NOT NULL,
                                name     TEXT    NOT NULL,
                                schedule TEXT    NOT NULL,
                                zone     TEXT    NOT NULL,
                                since_ms INTEGER NOT NULL,
                                first_ms INTEGER NOT NULL,
                                PRIMARY KEY (scope, name)
                            ) STRICT, WITHOUT ROWID
                            """,
                            """
                            CREATE TABLE pause (
                                scope    TEXT    NOT NULL,
                                name     TEXT    NOT NULL,
                                since_ms INTEGER NOT NULL,
                                until_ms INTEGER,
                                by       TEXT    NOT NULL,
                                PRIMARY KEY (scope, name)
                            ) STRICT, WITHOUT ROWID
                            """,
                            """
                            CREATE TABLE clock (
                                zone   TEXT    PRIMARY KEY,
                                minute INTEGER NOT NULL
                            ) STRICT, WITHOUT ROWID
                            """,
                            """
                            CREATE TABLE session (
                                started_ms   INTEGER PRIMARY KEY,
                                last_tick_ms INTEGER NOT NULL
                            ) STRICT
                            """,
                            """
                            CREATE TABLE fact (
                                name  TEXT PRIMARY KEY,
                                value TEXT NOT NULL
                            ) STRICT, WITHOUT ROWID
                            """),
                    // A user who asks for his own runs among a million of others.
                    List.of(
                            "CREATE INDEX run_of_user ON run (user, id)",
                            "CREATE INDEX run_of_user_in_state ON run (user, state, id)"),
                    // Chains. A run with trigger `schedule` is the root of its wave, and found by
                    // its due time: so classic lines pay for no index more.
                    List.of(
                            "ALTER TABLE run ADD COLUMN alone INTEGER NOT NULL DEFAULT 0",
                            """
                            CREATE INDEX run_in_wave ON run (wave_scope, wave_job, wave_due_ms)
                            WHERE trigger IN ('after', 'manual')
                            """,
                            """
                            CREATE TABLE ending (
                                scope          TEXT    NOT NULL,
                                name           TEXT    NOT NULL,
                                upstream_scope TEXT    NOT NULL,
                                upstream_name  TEXT    NOT NULL,
                                run            INTEGER NOT NULL,
                                state          TEXT    NOT NULL,
                                at_ms          INTEGER NOT NULL,
                                PRIMARY KEY (scope, name, upstream_scope, upstream_name)
                            ) STRICT, WITHOUT ROWID
                            """),
                    // What the lines said when, and what became of attempts that others followed,
                    // so that `why` can tell of any time; and jobs by their name alone, for those
                    // whose line is gone.
                    List.of(
                            """
                            CREATE TABLE line_change (
                                scope    TEXT    NOT NULL,
                                name     TEXT    NOT NULL,
                                number   INTEGER NOT NULL,
                                at_ms    INTEGER NOT NULL,
                                schedule TEXT    NOT NULL,
                                drawn    TEXT    NOT NULL,
                                zone     TEXT    NOT NULL,
                                file     TEXT    NOT NULL,
                                line     INTEGER NOT NULL,
                                user     TEXT    NOT NULL,
                                waits    TEXT    NOT NULL,
                                refused  TEXT,
                                gone     INTEGER NOT NULL,
                                in_force INTEGER NOT NULL,
                                PRIMARY KEY (scope, name, number)
                            ) STRICT, WITHOUT ROWID
                            """,
                            "CREATE INDEX line_in_force ON line_change (scope, name)"
                                    + " WHERE in_force = 1",
                            """
                            CREATE TABLE attempt (
                                run    INTEGER NOT NULL,
                                number INTEGER NOT NULL,
                                reason TEXT    NOT NULL,
                                PRIMARY KEY (run, number)
                            ) STRICT, WITHOUT ROWID
                            """,
                            "CREATE INDEX job_named ON job (name, scope)",
                            // With the state, so that a look for a rare one stays in the index.
                            "DROP INDEX run_of_job",
                            "CREATE INDEX run_of_job ON run (scope, job, id, state)",
                            """
                            CREATE INDEX run_of_many ON run (scope, job, due_ms)
                            WHERE firings > 1
                            """),
                    List.of(
                            "ALTER TABLE run ADD COLUMN task_arn TEXT",
                            "ALTER TABLE run ADD COLUMN setbacks INTEGER NOT NULL DEFAULT 0"));

    private Schema() {}

    /// Brings the file behind a connection up to date.
    ///
    /// @param version as [#check] found it
    static void migrate(Connection db, int version) throws SQLException {
        for (int step = version; step < STEPS.size(); step++) {
            apply(db, step);
        }
    }

    /// Looks at the file and changes nothing.
    ///
    /// @return its version; 0 if there is nothing in it yet
    /// @throws NotOursException if a later farcron or another program has written it
    static int check(Connection db) throws SQLException {
        int version = number(db, "PRAGMA user_version");
        int application = number(db, "PRAGMA application_id");
        boolean isEmpty = number(db, "SELECT count(*) FROM sqlite_schema") == 0;
        if (application != APPLICATION_ID && !(application == 0 && version == 0 && isEmpty)) {
            throw new NotOursException(
                    "it is an SQLite file of another program; choose another folder with --state");
        }
        if (version > STEPS.size()) {
            throw new NotOursException(
                    "its schema is version "
                            + version
                            + ", and this farcron knows up to "
                            + STEPS.size()
                            + "; install the version that wrote it again");
        }
        return version;
    }

    /// After a failure the connection is to be given up; that undoes it.
    private static void apply(Connection db, int step) throws SQLException {
        db.setAutoCommit(false);
        try (Statement statement = db.createStatement()) {
            for (String sql : STEPS.get(step)) {
                statement.execute(sql);
            }
            statement.execute("PRAGMA application_id = " + APPLICATION_ID);
            statement.execute("PRAGMA user_version = " + (step + 1));
        }
        db.commit();
        db.setAutoCommit(true);
    }

    private static int number(Connection db, String question) throws SQLException {
        try (Statement statement = db.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.getInt(1);
        }
    }

    /// The file is not one that this version may write to.
    static final class NotOursException extends SQLException {
        private static final long serialVersionUID = 1;

        NotOursException(String whyAndWhatToDo) {
            super(whyAndWhatToDo);
        }
    }
}

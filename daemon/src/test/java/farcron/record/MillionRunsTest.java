package farcron.record;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.JobKey;
import farcron.job.RunState;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// With as many runs as the record holds by default, each question is answered at once.
///
/// There are 1,000,000 runs of 100 jobs of ann's, a run a second up to now; of each thousand one
/// has failed. All of job 7 went well; bob has one run only, a month ago.
class MillionRunsTest {

    private static final int COUNT = 1_000_000;
    private static final Instant NOW = SampleRuns.NOW;
    private static final int AT_ONCE = 50;

    @TempDir private static Path folder;
    private static Path file;
    private static RunStore store;
    private static RunHistory history;

    @BeforeAll
    static void fill() throws SQLException {
        file = folder.resolve("farcron.db");
        store = new RunStore(file, new RunFolders(List.of()), () -> NOW);
        store.recover();
        store.close();
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = db.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
            List<String> indexes = new ArrayList<>();
            try (ResultSet row =
                    statement.executeQuery(
                            "SELECT name, sql FROM sqlite_schema WHERE sql LIKE 'CREATE INDEX%'")) {
                while (row.next()) {
                    indexes.add("DROP INDEX " + row.getString(1));
                    indexes.add(row.getString(2));
                }
            }
            for (int i = 0; i < indexes.size(); i += 2) {
                statement.execute(indexes.get(i));
            }
            statement.execute(insert());
            for (int i = 1; i < indexes.size(); i += 2) {
                statement.execute(indexes.get(i));
            }
        }
        history = new RunHistory(file);
    }

    private static String insert() {
        return """
        WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < %d)
        INSERT INTO run
        SELECT id, 'ann', 'job-' || (id %% 100), CASE id WHEN 5000 THEN 'bob' ELSE 'ann' END,
            CASE WHEN id %% 1000 = 8 THEN 'failed' ELSE 'ok' END, 'schedule', 1,
            %d + id * 1000, NULL, %d + id * 1000, %d + id * 1000, 0, '', 'local',
            'ann', 'job-' || (id %% 100), %d + id * 1000, '', 100, NULL, NULL, 1
        FROM n
        """
                .formatted(
                        COUNT,
                        NOW.toEpochMilli() - COUNT * 1000L,
                        NOW.toEpochMilli() - COUNT * 1000L,
                        NOW.toEpochMilli() - COUNT * 1000L,
                        NOW.toEpochMilli() - COUNT * 1000L);
    }

    @AfterAll
    static void close() {
        history.close();
        store.close();
    }

    /// The best of three: how busy this machine is otherwise is not the question.
    private static <T> T timed(String what, int millis, Supplier<T> question) {
        List<Duration> took = new ArrayList<>();
        T answer = null;
        for (int i = 0; i < 3; i++) {
            long begin = System.nanoTime();
            answer = question.get();
            took.add(Duration.ofNanos(System.nanoTime() - begin));
        }
        System.out.printf(
                "%,d runs, %s: %s ms%n",
                COUNT,
                what,
                took.stream().map(time -> "%.1f".formatted(time.toNanos() / 1e6)).toList());
        assertThat(took).as(what).anyMatch(time -> time.toMillis() < millis);
        return answer;
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    job   | state   | user  | found | ms  | why
                    -     | -       | -     | 50    | 50  | the newest of all
                    job-7 | -       | -     | 50    | 50  | of one job
                    job-x | -       | -     | 0     | 50  | of a job that never was
                    -     | ok      | -     | 50    | 50  | in the usual state
                    -     | failed  | -     | 50    | 50  | in a rare one
                    -     | running | -     | 0     | 50  | in one that no run has
                    job-8 | failed  | -     | 50    | 50  | of one job in a rare state
                    job-7 | failed  | -     | 0     | 50  | of one job in a state it never had
                    job-8 | ok      | -     | 50    | 50  | of one job in its usual state
                    -     | -       | ann   | 50    | 50  | of a user with many
                    -     | -       | bob   | 1     | 50  | of a user with one, long ago
                    -     | -       | carol | 0     | 50  | of a user with none
                    -     | failed  | bob   | 0     | 50  | of a user in a state he never had
                    -     | ok      | carol | 0     | 50  | of a user with none, in the usual state
                    """)
    void a_list_comes_at_once(
            String job, String state, String user, int found, int ms, String why) {
        RunHistory.Query query =
                new RunHistory.Query(
                        Optional.ofNullable(job).map(name -> new JobKey("ann", name)),
                        Optional.ofNullable(state).map(RunState::of),
                        Optional.ofNullable(user),
                        50);

        assertThat(timed(why, ms, () -> history.runs(query))).hasSize(found);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    days | found | why
                    1    | 864   | one day
                    11   | 1000  | all, up to the limit
                    """)
    void what_was_due_is_found_at_once(int days, int found, String why) {
        JobKey job = new JobKey("ann", "job-7");
        Instant from = NOW.minus(Duration.ofDays(days));

        assertThat(timed("due in " + why, AT_ONCE, () -> history.due(job, from, NOW)))
                .hasSize(found);
    }

    @Test
    void a_start_finds_what_was_left_at_once() {
        List<JobKey> jobs =
                Arrays.stream(new int[100]).mapToObj(_ -> new JobKey("ann", "job-7")).toList();

        assertThat(timed("recover", AT_ONCE, store::recover).nextRun()).isEqualTo(COUNT + 1);
        assertThat(timed("newest of 100 jobs", AT_ONCE, () -> store.newest(jobs))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    days | count   | why
                    30   | 1000000 | nothing to forget
                    30   | 999900  | a few too many
                    1    | 1000000 | most are too old
                    """)
    void forgetting_holds_up_no_start(int days, int count, String why) {
        store.recover();
        timed(
                "trim, " + why,
                AT_ONCE,
                () ->
                        store.trim(
                                new Retention(
                                        Duration.ofDays(days), Duration.ofDays(days), count)));
    }
}

package farcron.record;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.Followers;
import farcron.Samples;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobTable;
import farcron.job.RunState;
import farcron.job.StatusSnapshot;
import farcron.report.WhyProbe;

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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// With as many runs as the record holds by default, each question is answered at once.
///
/// There are 1,000,000 runs of ann's, a run a second up to now: 600,000 of 60 jobs, of which one of
/// each thousand has failed, and 400,000 of a diamond, where each hundredth wave was blocked by its
/// root. All of job 7 went well; bob has one run only, long ago.
class MillionRunsTest {

    private static final int COUNT = 1_000_000;
    private static final Instant NOW = SampleRuns.NOW;
    private static final int AT_ONCE = 50;
    private static final int TRIES = 6;

    /// Tries go on for so long while none came at once: a machine may be busy for a while.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Instant BEGIN = NOW.minusSeconds(COUNT);

    private static final String DIAMOND =
            "CASE id % 10 WHEN 1 THEN 'extract' WHEN 2 THEN 'left' WHEN 3 THEN 'right' ELSE 'join'"
                    + " END";

    private static final String GONE =
            "INSERT INTO job VALUES ('ann', 'gone', '@daily', 'UTC', 0, 0)";

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
            statement.execute(GONE);
            for (int i = 1; i < indexes.size(); i += 2) {
                statement.execute(indexes.get(i));
            }
        }
        history = new RunHistory(file);
    }

    /// Of each ten runs four are a wave of the diamond: extract, left and right, join.
    private static String insert() {
        return """
        WITH RECURSIVE
            n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < %d),
            placed AS (
                SELECT id, %d + id * 1000 AS at, id - id %% 10 + 1 AS root,
                    id %% 10 BETWEEN 1 AND 4 AS chained, id / 10 %% 100 = 0 AS bad
                FROM n),
            named AS (
                SELECT *,
                    CASE WHEN chained THEN %s ELSE 'job-' || (id %% 100) END AS job,
                    CASE WHEN chained AND bad AND id = root THEN 'failed'
                         WHEN chained AND bad THEN 'blocked'
                         WHEN id %% 1000 = 8 THEN 'failed' ELSE 'ok' END AS state
                FROM placed)
        INSERT INTO run
        SELECT id, 'ann', job, CASE id WHEN 5000 THEN 'bob' ELSE 'ann' END, state,
            CASE WHEN chained AND id > root THEN 'after' ELSE 'schedule' END, 1,
            at, NULL, at, at, CASE state WHEN 'failed' THEN 3 END,
            CASE WHEN state <> 'blocked' THEN ''
                 WHEN id = root + 3 THEN 'upstream left was blocked (run ' || (root + 1) || ')'
                 ELSE 'upstream extract failed (run ' || root || ', exit 3)' END,
            'local', 'ann', CASE WHEN chained THEN 'extract' ELSE job END,
            CASE WHEN chained THEN at - (id - root) * 1000 ELSE at END,
            CASE WHEN state = 'blocked' AND id = root + 3
                 THEN (root + 1) || char(9) || 'blocked' || char(9) || 'ann' || char(9) || 'left'
                 WHEN state = 'blocked'
                 THEN root || char(9) || 'failed' || char(9) || 'ann' || char(9) || 'extract'
                 ELSE '' END,
            100, NULL, NULL, 1, 0, NULL, 0
        FROM named
        """
                .formatted(COUNT, BEGIN.toEpochMilli(), DIAMOND);
    }

    @AfterAll
    static void close() {
        history.close();
        store.close();
    }

    /// The best of a few: how busy this machine is otherwise is not the question.
    private static <T> T timed(String what, int millis, Supplier<T> question) {
        List<Duration> took = new ArrayList<>();
        T answer = null;
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int i = 0; i < TRIES || !isAtOnce(took, millis) && System.nanoTime() - end < 0; i++) {
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

    private static boolean isAtOnce(List<Duration> took, int millis) {
        return took.stream().anyMatch(time -> time.toMillis() < millis);
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

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    job     | wave   | answer                                                                            | why
                    join    | 99900  | upstream left was blocked (run 999002): upstream extract failed (run 999001, exit 3) | the newest that was blocked
                    join    | 100    | upstream left was blocked (run 1002): upstream extract failed (run 1001, exit 3)  | the oldest
                    join    | 50051  | it ran well (run 50                                                               | one that went well
                    extract | 50000  | it failed: exit 3 (run 500001,                                                    | the root itself
                    job-7   | 77     | it ran well (run                                                                  | no chain
                    job-8   | 2005   | it was not due at                                                                 | no run at all
                    gone    | 2000   | no run is on record for                                                           | only the record knows the job
                    """)
    void why_is_answered_at_once(String job, int wave, String answer, String why) {
        Instant at = BEGIN.plusSeconds(wave * 10L + 1);
        try (WhyProbe probe = new WhyProbe(file, ZoneOffset.UTC)) {
            JobKey key = new JobKey("ann", job);
            assertThat(
                            timed(
                                    "why " + job + ", " + why,
                                    AT_ONCE,
                                    () -> probe.answer(snapshot(), NOW, key, at)))
                    .contains(answer);
        }
    }

    private static StatusSnapshot snapshot() {
        List<Job> jobs = new ArrayList<>();
        for (String name : List.of("extract", "job-7")) {
            jobs.addAll(Samples.jobs("* * * * * name:" + name + " true\n", ZoneOffset.UTC));
        }
        jobs.addAll(Samples.jobs("0 0 1 1 * name:job-8 true\n", ZoneOffset.UTC));
        jobs.add(Followers.of("left", "extract"));
        jobs.add(Followers.of("right", "extract"));
        jobs.add(Followers.of("join", "left", "right"));
        return new StatusSnapshot(
                NOW, Duration.ZERO, new JobTable(jobs, List.of()), Map.of(), List.of(), "");
    }

    @Test
    void a_start_finds_what_was_left_at_once() {
        List<JobKey> jobs =
                Arrays.stream(new int[100]).mapToObj(_ -> new JobKey("ann", "job-7")).toList();

        assertThat(timed("recover", AT_ONCE, store::recover).nextRun()).isEqualTo(COUNT + 1);
        assertThat(timed("newest of 100 jobs", AT_ONCE, () -> store.recall().newest(jobs)))
                .hasSize(1);
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

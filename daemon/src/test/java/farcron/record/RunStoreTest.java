package farcron.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import farcron.job.JobKey;
import farcron.job.JobStatus.Pause;
import farcron.job.Place;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;
import farcron.job.Upstream;
import farcron.job.Usage;
import farcron.job.Wave;
import farcron.schedule.SettableTime;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What is written is what is read, by the next daemon and by those who ask.
class RunStoreTest {

    private static final Instant NOW = SampleRuns.NOW;
    private static final JobKey BACKUP = SampleRuns.BACKUP;
    private static final RunRecord WITH_ALL =
            new RunRecord(
                    1841,
                    new JobKey("etc-cron.d", "träin \"me\""),
                    "bob",
                    RunState.RUNNING,
                    Trigger.AFTER,
                    3,
                    NOW,
                    Optional.of(NOW.plusMillis(1)),
                    Optional.of(NOW.plusMillis(2)),
                    Optional.of(NOW.plusMillis(3)),
                    OptionalInt.of(137),
                    "exit 137 (or signal 9); a'b\n\t\u0001€𝄞",
                    new Place("fargate", Optional.of("arn:aws:ecs:r:1:task/c/t"), 2),
                    new Wave(new JobKey("root", "extract"), NOW.minusSeconds(1)),
                    List.of(
                            new Upstream(17, new JobKey("cron.d/a b", "x,y"), RunState.OK),
                            new Upstream(1_789_000_000_000L, BACKUP, RunState.LOST)),
                    new Usage(5_000_000_000L, OptionalLong.of(1L << 40), OptionalDouble.of(0.125)),
                    7,
                    true);
    private static final RunRecord WITH_NONE = SampleRuns.run(2, RunState.QUEUED);

    @TempDir private Path folder;
    private final SettableTime time = new SettableTime(NOW);
    private Path file;
    private RunStore store;

    @BeforeEach
    void begin() {
        file = folder.resolve("farcron.db");
        store = another();
    }

    @AfterEach
    void end() {
        store.close();
    }

    private RunStore another() {
        return new RunStore(file, new RunFolders(List.of()), time);
    }

    private Recovered recovered() {
        try (RunStore next = another()) {
            return next.recover();
        }
    }

    @Test
    void each_field_of_a_run_comes_back_also_those_that_are_absent() {
        assertThat(store.commit(SampleRuns.runs(WITH_ALL, WITH_NONE))).isTrue();

        try (RunHistory history = new RunHistory(file)) {
            assertThat(history.run(1841)).contains(WITH_ALL);
            assertThat(history.run(2)).contains(WITH_NONE);
            assertThat(history.run(3)).isEmpty();
        }
        assertThat(recovered().open()).containsExactly(WITH_NONE, WITH_ALL);
        assertThat(store.recall().newest(List.of(BACKUP, WITH_ALL.job())))
                .isEqualTo(Map.of(BACKUP, List.of(WITH_NONE), WITH_ALL.job(), List.of(WITH_ALL)));
    }

    @ParameterizedTest
    @EnumSource
    void a_run_is_left_open_in_these_states_only(RunState state) {
        store.commit(SampleRuns.runs(SampleRuns.run(9, state)));

        assertThat(recovered().open()).hasSize(state.open() ? 1 : 0);
        assertThat(recovered().nextRun()).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource
    void each_trigger_comes_back(Trigger trigger) {
        RunRecord run =
                new RunRecord(
                        1,
                        BACKUP,
                        "ann",
                        RunState.OK,
                        trigger,
                        1,
                        NOW,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.of(0),
                        "",
                        Place.of("local"),
                        new Wave(BACKUP, NOW),
                        List.of(),
                        new Usage(0, OptionalLong.of(0), OptionalDouble.of(0)),
                        1,
                        false);
        store.commit(SampleRuns.runs(run));

        try (RunHistory history = new RunHistory(file)) {
            assertThat(history.run(1)).contains(run);
        }
    }

    @Test
    void a_new_record_holds_nothing() {
        Recovered found = store.recover();
        assertThat(found.nextRun()).isEqualTo(1);
        assertThat(found.cursor()).isEmpty();
        assertThat(found.open()).isEmpty();
        assertThat(store.recall().jobs(List.of(BACKUP))).isEmpty();
        assertThat(store.recall().pauses(List.of(BACKUP), new Changes())).isEmpty();
        assertThat(found.facts()).isEmpty();
        assertThat(found.lost()).as("there was none before").isFalse();
        assertThat(store.recall().newest(List.of(BACKUP))).isEmpty();
        assertThat(store.problem()).isEmpty();
        assertThat(store.takeNotes()).isEmpty();
    }

    @Test
    void jobs_pauses_facts_and_clocks_come_back() {
        JobKey other = new JobKey("bob", "backup");
        KnownJob known = new KnownJob(BACKUP, "*/5 * * * *", "Europe/Madrid", NOW);
        Pause endless = new Pause(NOW, "root", Optional.empty());
        Pause bounded = new Pause(NOW, "ann", Optional.of(NOW.plusSeconds(60)));
        Cursor cursor =
                new Cursor(NOW.plusMillis(7), Map.of("UTC", 29_000_000L, "Asia/Tokyo", -1L));
        Changes changes = new Changes();
        changes.job(known);
        changes.pause(BACKUP, Optional.of(endless));
        changes.pause(other, Optional.of(bounded));
        changes.fact("boot_id", "ä b'c");
        changes.cursor(cursor);
        store.commit(changes);

        Recovered found = recovered();
        assertThat(store.recall().jobs(List.of(BACKUP, other))).isEqualTo(Map.of(BACKUP, known));
        assertThat(store.recall().jobs(List.of(other))).as("only what was asked for").isEmpty();
        assertThat(store.recall().pauses(List.of(BACKUP, other), new Changes()))
                .isEqualTo(Map.of(BACKUP, endless, other, bounded));
        assertThat(found.facts()).containsEntry("boot_id", "ä b'c");
        assertThat(found.lost()).isFalse();
        assertThat(found.cursor()).contains(cursor);
    }

    @Test
    void what_is_written_again_replaces_what_was_there() {
        Changes first = SampleRuns.runs(SampleRuns.run(1, RunState.RUNNING));
        first.job(new KnownJob(BACKUP, "@daily", "UTC", NOW));
        first.pause(BACKUP, Optional.of(new Pause(NOW, "root", Optional.empty())));
        first.fact("boot_id", "one");
        first.cursor(new Cursor(NOW, Map.of("UTC", 1L)));
        store.commit(first);
        RunRecord ended = SampleRuns.run(1, RunState.OK);
        KnownJob later = new KnownJob(BACKUP, "@hourly", "UTC", NOW.plusSeconds(9));
        Cursor reached = new Cursor(NOW.plusSeconds(9), Map.of("UTC", 2L));
        Changes second = SampleRuns.runs(ended);
        second.job(later);
        second.pause(BACKUP, Optional.empty());
        second.fact("boot_id", "two");
        second.cursor(reached);
        store.commit(second);

        Recovered found = recovered();
        assertThat(found.nextRun()).isEqualTo(2);
        assertThat(found.cursor()).contains(reached);
        assertThat(found.open()).isEmpty();
        assertThat(store.recall().jobs(List.of(BACKUP))).isEqualTo(Map.of(BACKUP, later));
        assertThat(store.recall().pauses(List.of(BACKUP), new Changes())).isEmpty();
        assertThat(found.facts()).containsEntry("boot_id", "two");
        try (RunHistory history = new RunHistory(file)) {
            assertThat(history.runs(SampleRuns.newest(9))).containsExactly(ended);
            assertThat(history.firstSeen(BACKUP)).as("the first time stays").contains(NOW);
        }
    }

    @Test
    void a_commit_is_written_as_a_whole_or_not_at_all() throws SQLException {
        store.recover();
        SampleRuns.sql(
                file,
                "CREATE TRIGGER no BEFORE INSERT ON fact BEGIN SELECT raise(ABORT, 'no'); END");
        Changes changes = SampleRuns.runs(SampleRuns.run(1, RunState.RUNNING));
        changes.fact("boot_id", "one");

        assertThat(store.commit(changes)).isFalse();
        assertThat(store.problem()).contains(file.toString());
        assertThat(SampleRuns.ids(file)).isEmpty();

        SampleRuns.sql(file, "DROP TRIGGER no");
        time.set(NOW.plusSeconds(5));
        assertThat(store.commit(new Changes())).isTrue();
        assertThat(SampleRuns.ids(file)).containsExactly(1L);
        assertThat(recovered().facts()).containsEntry("boot_id", "one");
    }

    @Test
    void a_job_recalls_its_twenty_newest_runs_oldest_first() {
        store.commit(SampleRuns.runs(1, 31, _ -> true, RunState.OK, NOW));

        assertThat(store.recall().newest(List.of(BACKUP)).get(BACKUP))
                .extracting(RunRecord::id)
                .containsExactlyElementsOf(
                        java.util.stream.LongStream.rangeClosed(11, 30).boxed().toList());
    }

    @Test
    void the_times_in_which_the_daemon_was_up_are_kept_apart() {
        Changes up = new Changes();
        up.cursor(new Cursor(NOW.plusSeconds(60), Map.of()));
        store.commit(up);
        time.set(NOW.plusSeconds(600));
        try (RunStore next = another()) {
            Changes again = new Changes();
            again.cursor(new Cursor(NOW.plusSeconds(660), Map.of()));
            next.commit(again);
        }

        try (RunHistory history = new RunHistory(file)) {
            Session first = new Session(NOW, NOW.plusSeconds(60));
            Session second = new Session(NOW.plusSeconds(600), NOW.plusSeconds(660));
            assertThat(history.sessionAt(NOW.minusSeconds(1))).isEmpty();
            assertThat(history.sessionAt(NOW)).contains(first);
            assertThat(history.sessionAt(NOW.plusSeconds(599))).contains(first);
            assertThat(history.sessionAt(NOW.plusSeconds(9999))).contains(second);
            assertThat(history.sessionAfter(NOW)).contains(second);
            assertThat(history.sessionAfter(NOW.plusSeconds(600))).isEmpty();
        }
    }

    @Test
    void the_clock_of_the_latest_daemon_counts_also_if_an_earlier_one_had_a_later_clock() {
        Changes wrongYear = new Changes();
        wrongYear.cursor(new Cursor(NOW.plusSeconds(99_999_999), Map.of()));
        store.commit(wrongYear);
        Cursor right = new Cursor(NOW.minusSeconds(50), Map.of());
        time.set(NOW.minusSeconds(60));
        try (RunStore next = another()) {
            Changes now = new Changes();
            now.cursor(right);
            next.commit(now);
        }

        assertThat(recovered().cursor()).contains(right);
    }

    @Test
    void a_record_of_an_earlier_version_is_brought_up_to_date() throws SQLException {
        store.recover();
        store.commit(SampleRuns.runs(WITH_ALL));
        store.close();
        SampleRuns.sql(
                file,
                "DROP INDEX run_of_user",
                "DROP INDEX run_of_user_in_state",
                "DROP INDEX run_in_wave",
                "ALTER TABLE run DROP COLUMN alone",
                "DROP TABLE ending",
                "DROP TABLE line_change",
                "DROP TABLE attempt",
                "DROP INDEX job_named",
                "DROP INDEX run_of_job",
                "CREATE INDEX run_of_job ON run (scope, job, id)",
                "DROP INDEX run_of_many",
                "ALTER TABLE run DROP COLUMN task_arn",
                "ALTER TABLE run DROP COLUMN setbacks",
                "PRAGMA user_version = 1");

        store = another();
        assertThat(store.recover().open())
                .as("nobody could ask for a run without its chain then")
                .extracting(RunRecord::id, RunRecord::alone)
                .containsExactly(tuple(WITH_ALL.id(), false));
        assertThat(store.problem()).isEmpty();
        store.close();
        assertThatThrownBy(() -> SampleRuns.sql(file, "CREATE INDEX run_of_user ON run (user)"))
                .hasMessageContaining("already exists");
    }
}

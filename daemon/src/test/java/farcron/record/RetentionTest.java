package farcron.record;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.JobKey;
import farcron.job.JobStatus;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.schedule.SettableTime;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// How long runs stay on record.
class RetentionTest {

    private static final Instant NOW = SampleRuns.NOW;
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(999));
    private static final int MANY = 1_000_000;

    @TempDir private Path folder;
    private final SettableTime time = new SettableTime(NOW);
    private Path file;
    private RunStore store;

    @BeforeEach
    void begin() {
        file = folder.resolve("farcron.db");
        store = new RunStore(file, new RunFolders(List.of()), time);
    }

    @AfterEach
    void end() {
        store.close();
    }

    private static Retention keep(int good, int bad, int count) {
        return new Retention(Duration.ofDays(good), Duration.ofDays(bad), count);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    state   | days | stays | why
                    ok      | 30   | true  | as long as asked for
                    ok      | 31   | false | a good one goes first
                    skipped | 31   | false | nothing was wrong
                    killed  | 31   | false | somebody wanted it so
                    blocked | 31   | false | the run it hung on tells why
                    failed  | 31   | true  | somebody may still ask why
                    timeout | 90   | true  | the same
                    failed  | 91   | false | after so long nobody asks
                    timeout | 91   | false | the same
                    missed  | 91   | false | the same
                    lost    | 91   | false | the same
                    running | 999  | true  | its end is still to be recorded
                    queued  | 999  | true  | its start is
                    """)
    void a_run_stays_by_its_state_and_age(String state, int days, boolean stays, String why) {
        Instant at = NOW.minus(Duration.ofDays(days));
        store.commit(SampleRuns.runs(SampleRuns.run(5, RunState.of(state), at)));

        assertThat(store.trim(keep(30, 90, MANY)))
                .as("whose folder may go")
                .isEqualTo(stays ? List.of() : List.of(5L));
        assertThat(SampleRuns.ids(file)).isEqualTo(stays ? List.of(5L) : List.of());
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    days | loaded | run   | stays | why
                    91   | false  | false | false | its line is gone and so are its runs
                    90   | false  | false | true  | the line may come back
                    999  | true   | false | true  | a yearly one may still wait for its first run
                    999  | false  | true  | true  | its runs still tell of it
                    """)
    void a_job_and_its_pause_are_forgotten_after_its_runs(
            int days, boolean loaded, boolean run, boolean stays, String why) {
        Instant at = NOW.minus(Duration.ofDays(days));
        Changes changes =
                run ? SampleRuns.runs(SampleRuns.run(5, RunState.RUNNING, at)) : new Changes();
        changes.job(new KnownJob(SampleRuns.BACKUP, "@daily", "UTC", at));
        changes.pause(
                SampleRuns.BACKUP, Optional.of(new JobStatus.Pause(at, "ann", Optional.empty())));
        store.commit(changes);
        store.keep(_ -> loaded);
        store.trim(keep(30, 90, MANY));

        List<JobKey> backup = List.of(SampleRuns.BACKUP);
        assertThat(store.recall().jobs(backup)).as(why).hasSize(stays ? 1 : 0);
        assertThat(store.recall().pauses(backup, new Changes())).as(why).hasSize(stays ? 1 : 0);
    }

    @Test
    void many_old_jobs_are_forgotten_a_few_at_a_time_and_those_loaded_stay() {
        List<JobKey> keys =
                IntStream.range(0, 3 * OldJobs.AT_ONCE)
                        .mapToObj(i -> new JobKey("ann", "job" + i))
                        .toList();
        Changes changes = new Changes();
        keys.forEach(key -> changes.job(new KnownJob(key, "@daily", "UTC", LONG_AGO)));
        store.commit(changes);
        store.keep(keys.getFirst()::equals);
        Retention retention = keep(30, 90, MANY);

        store.trim(retention);
        assertThat(store.recall().jobs(keys)).hasSize(2 * OldJobs.AT_ONCE + 1);
        store.trim(retention);
        store.trim(retention);
        assertThat(store.recall().jobs(keys)).containsOnlyKeys(keys.getFirst());
    }

    @Test
    void where_nothing_is_written_it_waits_for_the_next_run_to_grow_old() {
        store.commit(
                SampleRuns.runs(
                        SampleRuns.run(5, RunState.OK, NOW.minus(Duration.ofDays(10))),
                        SampleRuns.run(6, RunState.FAILED, NOW.minus(Duration.ofDays(85)))));
        Retention retention = keep(30, 90, MANY);
        assertThat(store.trim(retention)).isEmpty();
        time.set(NOW.plus(Duration.ofDays(5)).plusMillis(1));
        assertThat(store.trim(retention)).containsExactly(6L);
        time.set(NOW.plus(Duration.ofDays(20)));
        assertThat(store.trim(retention)).isEmpty();
        time.set(NOW.plus(Duration.ofDays(20)).plusMillis(1));
        assertThat(store.trim(retention)).containsExactly(5L);
    }

    @Test
    void what_is_written_is_looked_at_within_a_day() {
        Retention retention = keep(30, 90, MANY);
        store.commit(SampleRuns.runs(SampleRuns.run(4, RunState.OK, NOW)));
        store.trim(retention);
        store.commit(SampleRuns.runs(SampleRuns.run(5, RunState.OK, LONG_AGO)));
        assertThat(store.trim(retention)).isEmpty();
        time.advance(Duration.ofDays(1));
        assertThat(store.trim(retention)).containsExactly(5L);
    }

    @Test
    void too_many_are_noticed_within_an_hour() {
        Retention retention = keep(30, 90, 2);
        store.commit(SampleRuns.runs(1, 3, _ -> true, RunState.OK, NOW));
        store.trim(retention);
        store.commit(SampleRuns.runs(3, 5, _ -> true, RunState.OK, NOW));
        assertThat(store.trim(retention)).isEmpty();
        time.advance(Duration.ofHours(1));
        assertThat(store.trim(retention)).containsExactly(1L, 2L);
    }

    @Test
    void age_counts_from_the_end() {
        RunRecord week = SampleRuns.run(1, RunState.RUNNING, LONG_AGO).ended(RunState.OK, NOW, "");
        store.commit(SampleRuns.runs(week));

        assertThat(store.trim(keep(30, 90, MANY))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    count | goes  | why
                    10    | -     | as many as there are
                    9     | 1     | the oldest
                    7     | 1 2   | the third oldest runs, and is never forgotten
                    1     | 1 2 4 5 6 7 8 9 | down to the newest
                    """)
    void there_are_no_more_runs_than_asked_for(int count, String goes, String why) {
        store.commit(SampleRuns.runs(1, 11, id -> id != 3, RunState.OK, NOW));
        store.commit(SampleRuns.runs(SampleRuns.run(3, RunState.RUNNING)));

        assertThat(store.trim(keep(30, 90, count)))
                .isEqualTo(
                        goes == null
                                ? List.of()
                                : java.util.Arrays.stream(goes.split(" "))
                                        .map(Long::valueOf)
                                        .toList());
    }

    @Test
    void numbers_that_are_missing_do_not_count() {
        store.commit(SampleRuns.runs(1, 100, id -> id % 10 == 0, RunState.OK, NOW));

        assertThat(store.trim(keep(30, 90, 9))).isEmpty();
        assertThat(store.trim(keep(30, 90, 8))).containsExactly(10L);
    }

    @Test
    void all_that_is_too_old_goes_in_bounded_steps_the_oldest_first() {
        int old = 5000;
        store.commit(SampleRuns.runs(1, old + 1, _ -> true, RunState.OK, LONG_AGO));
        store.commit(SampleRuns.runs(old + 1, old + 11, _ -> true, RunState.OK, NOW));
        Retention retention = keep(30, 90, MANY);
        List<Long> gone = new ArrayList<>();
        int steps = 0;
        for (List<Long> step = store.trim(retention);
                !step.isEmpty();
                step = store.trim(retention)) {
            gone.addAll(step);
            steps++;
        }

        assertThat(gone)
                .isEqualTo(java.util.stream.LongStream.rangeClosed(1, old).boxed().toList());
        assertThat(steps).as("no start waits for all of it").isGreaterThan(1);
        assertThat(SampleRuns.ids(file)).hasSize(10);
    }

    @Test
    void nothing_is_forgotten_while_nothing_can_be_recorded() throws Exception {
        store.commit(SampleRuns.runs(SampleRuns.run(1, RunState.OK, LONG_AGO)));
        SampleRuns.sql(
                file,
                "CREATE TRIGGER no BEFORE INSERT ON run BEGIN SELECT raise(ABORT, 'no'); END");
        store.commit(SampleRuns.runs(SampleRuns.run(2, RunState.OK)));

        assertThat(store.problem()).isNotEmpty();
        assertThat(store.trim(keep(30, 90, MANY))).isEmpty();
    }
}

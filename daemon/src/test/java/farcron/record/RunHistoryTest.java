package farcron.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farcron.job.JobKey;
import farcron.job.Place;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Wave;
import farcron.schedule.SettableTime;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Questions to the record, also while it is written.
class RunHistoryTest {

    private static final Instant NOW = SampleRuns.NOW;

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void begin() {
        file = folder.resolve("farcron.db");
    }

    private RunStore store() {
        return new RunStore(file, new RunFolders(List.of()), new SettableTime(NOW));
    }

    private static RunRecord of(long id, String scope, String job, String user, RunState state) {
        RunRecord run = SampleRuns.run(id, state);
        JobKey key = new JobKey(scope, job);
        return new RunRecord(
                id,
                key,
                user,
                state,
                run.trigger(),
                1,
                NOW.plusSeconds(id),
                run.notBefore(),
                run.started(),
                run.ended(),
                run.exitCode(),
                "",
                Place.of("local"),
                new Wave(key, NOW),
                List.of(),
                run.usage(),
                1,
                false);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    scope | job   | state  | user | limit | ids     | why
                    -     | -     | -      | -    | 9     | 5 4 3 2 1 | all, newest first
                    -     | -     | -      | -    | 2     | 5 4     | no more than asked for
                    ann   | a     | -      | -    | 9     | 4 1     | a job is more than its name
                    bob   | a     | -      | -    | 9     | 2       | the other one
                    -     | -     | failed | -    | 9     | 4 3     | one state of all jobs
                    ann   | a     | failed | -    | 9     | 4       | one state of one job
                    -     | -     | -      | bob  | 9     | 3 2     | what bob may see
                    -     | -     | failed | bob  | 9     | 3       | in one state
                    ann   | a     | ok     | bob  | 9     | -       | nothing is left
                    ann   | other | -      | -    | 9     | -       | nobody knows that job
                    """)
    void runs_are_listed(
            String scope,
            String job,
            String state,
            String user,
            int limit,
            String ids,
            String why) {
        try (RunStore store = store();
                RunHistory history = new RunHistory(file)) {
            store.commit(
                    SampleRuns.runs(
                            of(1, "ann", "a", "ann", RunState.OK),
                            of(2, "bob", "a", "bob", RunState.OK),
                            of(3, "bob", "b", "bob", RunState.FAILED),
                            of(4, "ann", "a", "ann", RunState.FAILED),
                            of(5, "ann", "c", "ann", RunState.RUNNING)));
            RunHistory.Query query =
                    new RunHistory.Query(
                            Optional.ofNullable(scope).map(name -> new JobKey(name, job)),
                            Optional.ofNullable(state).map(RunState::of),
                            Optional.ofNullable(user),
                            limit);

            assertThat(history.runs(query))
                    .extracting(RunRecord::id)
                    .containsExactlyElementsOf(
                            ids == null
                                    ? List.of()
                                    : Arrays.stream(ids.split(" ")).map(Long::valueOf).toList());
        }
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    from | until | ids | why
                    1    | 3     | 1 2 | the first moment belongs to the span, the last does not
                    4    | 9     | 4   | the run of another job is not asked for
                    5    | 9     | -   | nothing was due
                    """)
    void runs_are_found_by_their_due_time(int from, int until, String ids, String why) {
        try (RunStore store = store();
                RunHistory history = new RunHistory(file)) {
            store.commit(
                    SampleRuns.runs(
                            of(4, "ann", "a", "ann", RunState.OK),
                            of(2, "ann", "a", "ann", RunState.OK),
                            of(1, "ann", "a", "ann", RunState.OK),
                            of(5, "ann", "b", "ann", RunState.OK)));

            assertThat(
                            history.due(
                                    new JobKey("ann", "a"),
                                    NOW.plusSeconds(from),
                                    NOW.plusSeconds(until)))
                    .extracting(RunRecord::id)
                    .containsExactlyElementsOf(
                            ids == null
                                    ? List.of()
                                    : Arrays.stream(ids.split(" ")).map(Long::valueOf).toList());
        }
    }

    @Test
    void a_record_that_is_not_there_is_told_and_found_once_it_is() {
        try (RunHistory history = new RunHistory(file)) {
            assertThatThrownBy(() -> history.run(1))
                    .isInstanceOf(RecordException.class)
                    .hasMessage(
                            "the record "
                                    + file
                                    + " cannot be read: it cannot be opened; check the owner and"
                                    + " mode of the file and its folder");
            try (RunStore store = store()) {
                store.commit(SampleRuns.runs(SampleRuns.run(1, RunState.OK)));
            }

            assertThat(history.run(1)).isPresent();
        }
    }

    @Test
    void a_reader_sees_whole_commits_while_the_writer_writes() throws InterruptedException {
        try (RunStore store = store();
                RunHistory history = new RunHistory(file)) {
            store.recover();
            Thread writer =
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int id = 1; id < 600; id += 2) {
                                    store.commit(
                                            SampleRuns.runs(
                                                    SampleRuns.run(id, RunState.OK),
                                                    SampleRuns.run(id + 1, RunState.OK)));
                                }
                            });
            int seen = 0;
            while (writer.isAlive()) {
                int now = history.runs(SampleRuns.newest(9999)).size();
                assertThat(now % 2).as("half a commit").isZero();
                assertThat(now).isGreaterThanOrEqualTo(seen);
                seen = now;
            }
            writer.join();

            assertThat(store.problem()).isEmpty();
            assertThat(history.runs(SampleRuns.newest(9999))).hasSize(600);
        }
    }
}

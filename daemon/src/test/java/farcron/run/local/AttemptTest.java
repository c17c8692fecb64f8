package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.Outcome;
import farcron.job.RunFolder;
import farcron.job.RunLabel;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Upstream;
import farcron.os.PrivateFiles;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Each attempt at a run has files of its own, and is run once.
class AttemptTest {

    private static final Job JOB = LocalRuns.job("echo attempt $FARCRON_ATTEMPT; exit 3");

    @TempDir Path state;
    private LocalRuns local;

    @BeforeEach
    void open() throws IOException {
        local = new LocalRuns(state.resolve("state"));
    }

    @AfterEach
    void close() {
        local.close();
    }

    private int code(LocalRuns runs) throws InterruptedException {
        return ((Outcome.Exited) runs.next().outcome()).code();
    }

    private static String log(Path root, int attempt) {
        return LocalRuns.text(RunFolder.of(root, 1).attempt(attempt).log());
    }

    @Test
    void the_second_leaves_the_files_of_the_first_alone() throws Exception {
        RunRecord first = LocalRuns.run(1, JOB);
        local.runner.start(first, JOB);
        assertThat(code(local)).isEqualTo(3);
        local.runner.start(LocalRuns.again(first), JOB);
        assertThat(code(local)).isEqualTo(3);
        assertThat(log(local.runs, 1)).isEqualTo("attempt 1\n");
        assertThat(log(local.runs, 2)).isEqualTo("attempt 2\n");
        Path script = RunFolder.of(local.runs, 1).attempt(2).script();
        assertThat(RunLabel.parse(LocalRuns.text(script).lines().toList().get(0), LocalRuns.DUE))
                .hasValueSatisfying(run -> assertThat(run.attempt()).isEqualTo(2));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    first    | second   | why
                    runs     | fallback | the disk became full in between
                    fallback | runs     | there is room again
                    none     | runs     | somebody has cleared away
                    """)
    void the_second_does_not_need_the_first(String first, String second, String why)
            throws Exception {
        if (!first.equals("none")) {
            Path root = first.equals("runs") ? local.runs : local.fallback;
            PrivateFiles.createDirectory(root.resolve("1"));
            Files.writeString(root.resolve("1/log"), "attempt 1\n");
        }
        RunFolder there = RunFolder.of(local.runs, 1).attempt(2);
        if (second.equals("fallback")) {
            Files.createFile(there.path());
            Files.createFile(local.runs.resolve("1/keep"));
            Files.delete(there.path());
            Files.createDirectories(there.path().resolve("in-the-way"));
        }
        local.runner.start(LocalRuns.again(LocalRuns.run(1, JOB)), JOB);
        assertThat(code(local)).as(why).isEqualTo(3);
        Path root = second.equals("runs") ? local.runs : local.fallback;
        assertThat(log(root, 2)).isEqualTo("attempt 2\n");
        if (!first.equals("none")) {
            Path before = first.equals("runs") ? local.runs : local.fallback;
            assertThat(log(before, 1)).isEqualTo("attempt 1\n");
        }
    }

    @Test
    void one_that_was_begun_is_taken_up_by_the_next_daemon() throws Exception {
        RunRecord first = LocalRuns.run(1, JOB);
        RunRecord second = LocalRuns.again(first);
        local.runner.start(first, JOB);
        code(local);
        assertThat(local.runner.adopt(second)).as("not begun yet").isFalse();
        local.runner.start(second, LocalRuns.job("sleep 1; exit 4"));
        LocalRuns.await(
                "it has begun",
                () ->
                        LocalRuns.text(RunFolder.of(local.runs, 1).attempt(2).claim())
                                .endsWith("\n"));
        try (LocalRuns later = new LocalRuns(state.resolve("state"))) {
            assertThat(later.runner.adopt(second)).isTrue();
            assertThat(code(later)).isEqualTo(4);
        }
        assertThat(code(local)).isEqualTo(4);
        try (LocalRuns later = new LocalRuns(state.resolve("state"))) {
            assertThat(later.runner.adopt(first)).isTrue();
            assertThat(code(later)).as("of the first").isEqualTo(3);
        }
    }

    @Test
    void one_that_is_asked_for_again_runs_once_and_is_told_once() throws Exception {
        Job job = LocalRuns.job("echo once; sleep 1; exit 5");
        RunRecord second = LocalRuns.again(LocalRuns.run(1, job));
        local.runner.start(second, job);
        local.runner.start(second, job);
        try (LocalRuns other = new LocalRuns(state.resolve("state"))) {
            LocalRuns.await("it runs", () -> !log(local.runs, 2).isEmpty());
            other.runner.start(second, job);
            assertThat(code(other)).isEqualTo(5);
        }
        assertThat(code(local)).isEqualTo(5);
        assertThat(local.code(2, ":")).isZero();
        assertThat(local.told).isEmpty();
        assertThat(log(local.runs, 2)).isEqualTo("once\n");
    }

    @Test
    void a_stop_is_for_the_attempt_that_goes_on() throws Exception {
        Job job = LocalRuns.job("echo up; sleep 300");
        RunRecord first = LocalRuns.run(1, JOB);
        local.runner.start(first, JOB);
        code(local);
        local.runner.stop(first, true);
        RunRecord second = LocalRuns.again(first);
        local.runner.start(second, job);
        LocalRuns.await("it runs", () -> !log(local.runs, 2).isEmpty());
        assertThat(local.told).isEmpty();
        local.runner.stop(second, false);
        assertThat(code(local)).isEqualTo(143);
    }

    @Test
    void a_job_that_follows_others_is_told_how_they_ended() throws Exception {
        Job job = LocalRuns.job("echo $FARCRON_UPSTREAM");
        List<Upstream> ends =
                List.of(
                        new Upstream(7, new JobKey("tests", "extract"), RunState.OK),
                        new Upstream(8, new JobKey("cron.d/x", "y"), RunState.FAILED));
        local.runner.start(LocalRuns.run(1, job).upon(ends), job);
        code(local);
        assertThat(log(local.runs, 1)).isEqualTo("extract=ok,cron.d/x/y=failed\n");
    }
}

package farcron.record;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.JobKey;
import farcron.job.RunState;
import farcron.schedule.SettableTime;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// How long it is known what lines said.
class OldLinesTest {

    private static final Instant NOW = SampleRuns.NOW;
    private static final JobKey JOB = SampleRuns.BACKUP;

    @TempDir private Path folder;
    private Path file;
    private RunStore store;

    @BeforeEach
    void begin() {
        file = folder.resolve("farcron.db");
        store = new RunStore(file, new RunFolders(List.of()), new SettableTime(NOW));
    }

    @AfterEach
    void end() {
        store.close();
    }

    private static LineChange line(JobKey key, int minute, Instant at) {
        String schedule = minute % 60 + " 2 * * *";
        return new LineChange(
                key, at, schedule, schedule, "UTC", "/c", 1, "ann", "", Optional.empty(), false);
    }

    private void write(LineChange... lines) {
        Changes changes = new Changes();
        for (LineChange line : lines) {
            changes.job(new KnownJob(line.key(), line.schedule(), "UTC", line.at()));
            changes.line(line);
        }
        assertThat(store.commit(changes)).isTrue();
    }

    private void trim() {
        store.trim(new Retention(Duration.ofDays(30), Duration.ofDays(90), 1_000_000));
    }

    private String count() throws Exception {
        return SampleRuns.answer(file, "SELECT count(*) FROM line_change");
    }

    @Test
    void what_a_line_said_is_known_as_long_as_runs_of_that_time_are_kept() throws Exception {
        store.keep(_ -> true);
        write(line(JOB, 1, NOW.minus(Duration.ofDays(300))));
        write(line(JOB, 2, NOW.minus(Duration.ofDays(91))));
        write(line(JOB, 3, NOW.minus(Duration.ofDays(20))));
        trim();
        assertThat(count()).as("the second one held until 20 days ago").isEqualTo("2");
        trim();
        assertThat(count()).isEqualTo("2");
    }

    @Test
    void it_is_forgotten_with_its_job() throws Exception {
        write(line(JOB, 1, NOW.minus(Duration.ofDays(91))));
        store.commit(SampleRuns.runs(SampleRuns.run(1, RunState.RUNNING)));
        store.keep(_ -> false);
        trim();
        assertThat(count()).as("a run tells of it").isEqualTo("1");
        store.commit(
                SampleRuns.runs(SampleRuns.run(1, RunState.OK, NOW.minus(Duration.ofDays(91)))));
        trim();
        trim();
        assertThat(count()).isEqualTo("0");
    }

    @Test
    void of_a_line_that_changes_all_the_time_the_newest_changes_are_kept() throws Exception {
        store.keep(_ -> true);
        int many = OldLines.KEPT + 700;
        write(
                IntStream.range(0, many)
                        .mapToObj(i -> line(JOB, i, NOW.minusSeconds(many - i)))
                        .toArray(LineChange[]::new));
        for (int i = 0; i < many / OldLines.AT_ONCE + 1; i++) {
            trim();
        }
        assertThat(count()).isEqualTo(Integer.toString(OldLines.KEPT));
        try (RunHistory history = new RunHistory(file)) {
            assertThat(history.lines().at(JOB, NOW))
                    .contains(line(JOB, many - 1, NOW.minusSeconds(1)));
        }
    }

    @Test
    void a_decision_that_is_written_twice_is_one_change() throws Exception {
        write(line(JOB, 1, NOW));
        write(line(JOB, 1, NOW));
        write(line(JOB, 2, NOW));
        assertThat(count()).as("the last one of a moment counts").isEqualTo("1");
        assertThat(store.recall().lines()).containsEntry(JOB, line(JOB, 2, NOW));
    }
}

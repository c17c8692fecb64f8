package farcron.record;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.JobKey;
import farcron.job.Place;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;
import farcron.job.Wave;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class WaveRowsTest {

    private static final Instant NOW = SampleRuns.NOW;
    private static final JobKey ROOT = SampleRuns.BACKUP;
    private static final JobKey FOLLOWER = new JobKey("ann", "report");

    @TempDir private Path folder;
    private Path file;
    private RunStore store;

    @BeforeEach
    void begin() {
        file = folder.resolve("farcron.db");
        store = new RunStore(file, new RunFolders(List.of()), () -> NOW);
        store.commit(
                SampleRuns.runs(
                        run(1, ROOT, Trigger.SCHEDULE, NOW, NOW),
                        run(2, ROOT, Trigger.CATCHUP, NOW.plusSeconds(60), NOW.plusSeconds(60)),
                        run(3, FOLLOWER, Trigger.AFTER, NOW.plusSeconds(9), NOW),
                        run(4, FOLLOWER, Trigger.AFTER, NOW.plusSeconds(69), NOW.plusSeconds(60)),
                        run(5, ROOT, Trigger.MANUAL, NOW.plusSeconds(99), NOW),
                        run(6, ROOT, Trigger.MANUAL, NOW.plusSeconds(7), NOW.plusSeconds(7)),
                        run(7, FOLLOWER, Trigger.SCHEDULE, NOW, NOW),
                        run(8, ROOT, Trigger.SCHEDULE, NOW, NOW.plusMillis(1))));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static RunRecord run(long id, JobKey job, Trigger by, Instant due, Instant wave) {
        RunRecord run = SampleRuns.run(id, RunState.OK, due);
        return new RunRecord(
                id,
                job,
                "ann",
                RunState.OK,
                by,
                1,
                due,
                run.notBefore(),
                run.started(),
                run.ended(),
                run.exitCode(),
                "",
                Place.of("local"),
                new Wave(by == Trigger.SCHEDULE ? job : ROOT, wave),
                List.of(),
                run.usage(),
                1,
                false);
    }

    private List<Long> ids(Instant from, Instant until) {
        try (RunHistory history = new RunHistory(file)) {
            return history.wave(ROOT, from, until).stream().map(RunRecord::id).toList();
        }
    }

    @Test
    void a_wave_is_its_root_and_what_followed_and_what_was_run_again() {
        assertThat(ids(NOW, NOW.plusMillis(1))).containsExactly(5L, 3L, 1L);
        assertThat(ids(NOW.plusMillis(1), NOW.plusMillis(2)))
                .as("a second wave of the same time")
                .containsExactly(8L);
        assertThat(ids(NOW.plusSeconds(60), NOW.plusSeconds(61))).containsExactly(4L, 2L);
        assertThat(ids(NOW.plusSeconds(7), NOW.plusSeconds(8))).containsExactly(6L);
        assertThat(ids(NOW, NOW.plusSeconds(61))).containsExactly(8L, 6L, 5L, 4L, 3L, 2L, 1L);
        assertThat(ids(NOW.plusSeconds(100), NOW.plusSeconds(200))).isEmpty();
    }

    @Test
    void both_halves_are_found_by_an_index() throws Exception {
        List<String> plan = new ArrayList<>();
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
                PreparedStatement ask = db.prepareStatement("EXPLAIN QUERY PLAN " + WaveRows.OF);
                ResultSet row = ask.executeQuery()) {
            while (row.next()) {
                plan.add(row.getString("detail"));
            }
        }
        assertThat(plan)
                .anyMatch(step -> step.startsWith("SEARCH run USING INDEX run_in_wave"))
                .anyMatch(step -> step.startsWith("SEARCH run USING INDEX run_due"))
                .noneMatch(step -> step.startsWith("SCAN"));
    }
}

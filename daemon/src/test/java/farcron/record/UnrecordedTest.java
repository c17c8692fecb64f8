package farcron.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import farcron.job.JobKey;
import farcron.job.Place;
import farcron.job.RunFolder;
import farcron.job.RunLabel;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;
import farcron.job.Usage;
import farcron.job.Wave;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The record is made up from what the folders of runs hold.
class UnrecordedTest {

    private static final Instant DUE = Instant.parse("2026-11-21T02:00:00Z");
    private static final InstantSource TIME = InstantSource.fixed(DUE.plusSeconds(60));

    @TempDir private Path state;

    @Test
    void a_label_tells_everything_about_its_run() {
        RunRecord run = run(7, "extract");
        Instant started = DUE.plusMillis(12);

        RunRecord read = RunLabel.parse(RunLabel.text(run).strip(), started).orElseThrow();

        assertThat(read.running(started)).isEqualTo(run.running(started));
    }

    @Test
    void a_label_stays_one_line_whatever_a_scope_is_called() {
        RunRecord run = run(7, "extract");
        RunRecord odd =
                new RunRecord(
                        7,
                        new JobKey("a\nrm -rf /", "x"),
                        "ann",
                        RunState.RUNNING,
                        Trigger.SCHEDULE,
                        1,
                        DUE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        "",
                        Place.of("local"),
                        run.wave(),
                        List.of(),
                        Usage.NONE,
                        1,
                        false);

        assertThat(RunLabel.text(odd)).startsWith("#").matches("[^\n]*\n");
    }

    @Test
    void runs_above_the_record_that_have_a_claimed_folder_are_found() throws IOException {
        try (RunStore store = store()) {
            store.recover();
            Changes changes = new Changes();
            changes.run(run(5, "extract").ended(RunState.OK, DUE, ""));
            changes.cursor(new Cursor(DUE, java.util.Map.of()));
            assertThat(store.commit(changes)).isTrue();
        }
        folder(5, true);
        folder(8, true);
        folder(9, false);
        folder(1200, true);

        try (RunStore store = store()) {
            Recovered recovered = store.recover();

            assertThat(recovered.open()).extracting(RunRecord::id).containsExactly(8L, 1200L);
            assertThat(recovered.nextRun()).isEqualTo(1201);
        }
    }

    @Test
    void a_lost_record_is_made_up_from_all_folders() throws IOException {
        folder(3, true);
        folder(90_000, true);

        try (RunStore store = store()) {
            Recovered recovered = store.recover();

            assertThat(recovered.open()).extracting(RunRecord::id).containsExactly(3L, 90_000L);
            assertThat(recovered.open()).allMatch(run -> run.job().name().equals("extract"));
            assertThat(recovered.nextRun()).isEqualTo(90_001);
        }
    }

    @Test
    void a_run_that_was_asked_to_end_has_not_ended_by_itself() throws IOException {
        folder(3, true);
        folder(4, true);
        Files.writeString(
                RunFolder.of(state.resolve("runs"), 4).stopped(), "it took longer than 1m");

        try (RunStore store = store()) {
            assertThat(store.recover().open())
                    .extracting(RunRecord::id, RunRecord::reason)
                    .containsExactly(tuple(3L, ""), tuple(4L, "it took longer than 1m"));
        }
    }

    @Test
    void a_run_that_was_tried_again_is_found_as_its_newest_attempt() throws IOException {
        folder(3, true);
        RunFolder first = RunFolder.of(state.resolve("runs"), 3);
        attempt(first.attempt(2), 2, true);
        attempt(RunFolder.of(state.resolve("fallback"), 3).attempt(3), 3, true);
        attempt(first.attempt(4), 4, false);
        attempt(RunFolder.of(state.resolve("fallback"), 4).attempt(2), 2, true);

        try (RunStore store = store()) {
            assertThat(store.recover().open())
                    .extracting(RunRecord::id, RunRecord::attempt)
                    .containsExactly(tuple(3L, 3), tuple(4L, 2));
        }
    }

    private static void attempt(RunFolder folder, int number, boolean claimed) throws IOException {
        long id = Long.parseLong(folder.path().getParent().getFileName().toString());
        RunRecord run = run(id, "extract");
        while (run.attempt() < number) {
            run = run.again(DUE, "exit 1");
        }
        Files.createDirectories(folder.path());
        Files.writeString(folder.script(), RunLabel.text(run) + "umask 022\n");
        if (claimed) {
            Files.writeString(folder.claim(), "1 (sh) S");
        }
    }

    private RunStore store() {
        return new RunStore(
                state.resolve("farcron.db"),
                new RunFolders(List.of(state.resolve("runs"), state.resolve("fallback"))),
                TIME);
    }

    private void folder(long id, boolean claimed) throws IOException {
        RunFolder folder = RunFolder.of(state.resolve("runs"), id);
        Files.createDirectories(folder.path());
        Files.writeString(folder.script(), RunLabel.text(run(id, "extract")) + "umask 022\n");
        if (claimed) {
            Files.writeString(folder.claim(), "1 (sh) S");
        }
    }

    private static RunRecord run(long id, String name) {
        JobKey job = new JobKey("ann", name);
        return new RunRecord(
                id,
                job,
                "ann",
                RunState.RUNNING,
                Trigger.CATCHUP,
                2,
                DUE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                "",
                Place.of("local"),
                new Wave(job, DUE),
                List.of(),
                Usage.NONE,
                1,
                false);
    }
}

package farcron.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.job.JobStatus.Pause;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.schedule.SettableTime;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What cannot be written is kept and written later, in the order in which it was decided.
class BacklogTest {

    private static final Instant NOW = SampleRuns.NOW;

    @TempDir private Path place;
    private final SettableTime time = new SettableTime(NOW);
    private Path folder;
    private Path file;
    private RunStore store;

    @BeforeEach
    void begin() throws IOException {
        folder = Files.createDirectory(place.resolve("state"));
        file = folder.resolve("farcron.db");
        store = new RunStore(file, new RunFolders(List.of()), time);
    }

    @AfterEach
    void end() {
        store.close();
    }

    @Test
    void a_folder_in_the_place_of_the_file_is_told_in_a_sentence() throws IOException {
        Files.createDirectory(file);

        assertThat(store.commit(SampleRuns.runs(SampleRuns.run(1, RunState.RUNNING)))).isFalse();
        assertThat(store.problem())
                .isEqualTo(
                        "the record "
                                + file
                                + " cannot be written: it cannot be opened; check the owner and"
                                + " mode of the file and its folder");
        Files.delete(file);
        madeUp();
    }

    @Test
    void without_its_folder_nothing_is_lost() throws IOException {
        Files.delete(folder);

        assertThat(store.commit(SampleRuns.runs(SampleRuns.run(1, RunState.RUNNING)))).isFalse();
        assertThat(store.problem()).contains("it cannot be opened; check the owner");
        Files.createDirectory(folder);
        madeUp();
    }

    @Test
    void a_file_that_another_program_holds_is_written_when_it_lets_go() throws SQLException {
        store.recover();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThat(store.commit(SampleRuns.runs(SampleRuns.run(1, RunState.RUNNING))))
                    .isFalse();
            assertThat(store.problem()).contains("another program holds it locked; close that");
            statement.execute("ROLLBACK");
        }
        madeUp();
    }

    /// The next try is five seconds later, so that a broken disk is not asked at each start.
    private void madeUp() {
        time.set(NOW.plusMillis(4999));
        Changes more = SampleRuns.runs(SampleRuns.run(2, RunState.RUNNING));
        assertThat(store.commit(more)).isFalse();
        assertThat(store.problem()).isNotEmpty();

        time.set(NOW.plusSeconds(5));
        assertThat(store.commit(SampleRuns.runs(SampleRuns.run(1, RunState.OK)))).isTrue();
        assertThat(store.problem()).isEmpty();
        try (RunHistory history = new RunHistory(file)) {
            assertThat(history.runs(SampleRuns.newest(9)))
                    .extracting(RunRecord::id, RunRecord::state)
                    .containsExactly(
                            org.assertj.core.api.Assertions.tuple(2L, RunState.RUNNING),
                            org.assertj.core.api.Assertions.tuple(1L, RunState.OK));
        }
    }

    @Test
    void of_each_thing_the_last_word_is_written() throws IOException {
        Files.createDirectory(file);
        Changes first = new Changes();
        first.pause(SampleRuns.BACKUP, Optional.of(new Pause(NOW, "ann", Optional.empty())));
        first.fact("boot_id", "one");
        first.job(new KnownJob(SampleRuns.BACKUP, "@daily", "UTC", NOW));
        first.cursor(new Cursor(NOW, Map.of("UTC", 1L)));
        store.commit(first);
        Changes second = new Changes();
        second.pause(SampleRuns.BACKUP, Optional.empty());
        second.fact("boot_id", "two");
        KnownJob later = new KnownJob(SampleRuns.BACKUP, "@hourly", "UTC", NOW.plusSeconds(1));
        second.job(later);
        Cursor reached = new Cursor(NOW.plusSeconds(1), Map.of("UTC", 2L));
        second.cursor(reached);
        store.commit(second);
        Files.delete(file);
        time.set(NOW.plusSeconds(5));
        store.commit(new Changes());

        Recovered found = store.recover();
        assertThat(store.recall().pauses(List.of(SampleRuns.BACKUP), new Changes())).isEmpty();
        assertThat(found.facts()).containsEntry("boot_id", "two");
        assertThat(store.recall().jobs(List.of(SampleRuns.BACKUP)))
                .isEqualTo(Map.of(SampleRuns.BACKUP, later));
        assertThat(found.cursor()).contains(reached);
    }

    @Test
    void without_a_record_run_ids_begin_where_no_earlier_run_can_be() throws IOException {
        Files.createDirectory(file);

        Recovered found = store.recover();
        assertThat(found.nextRun()).isEqualTo(NOW.getEpochSecond());
        assertThat(found.lost()).as("nobody knows what there was").isTrue();
        assertThat(found.open()).isEmpty();
        assertThat(found.cursor()).isEmpty();
        assertThat(store.recall().newest(List.of(SampleRuns.BACKUP))).isEmpty();
    }

    @Test
    void ten_thousand_runs_wait_at_most_and_that_the_oldest_are_given_up_is_told()
            throws IOException {
        Files.createDirectory(file);
        store.commit(SampleRuns.runs(1, 10_011, _ -> true, RunState.OK, NOW));
        Files.delete(file);
        time.set(NOW.plusSeconds(5));
        assertThat(store.commit(new Changes())).isTrue();

        List<Long> ids = SampleRuns.ids(file);
        assertThat(ids).hasSize(10_000);
        assertThat(ids.getLast()).isEqualTo(11);
        assertThat(store.takeNotes()).singleElement().asString().contains("the oldest 10 runs");
    }

    @Test
    void on_a_full_disk_it_waits_for_room() throws IOException, InterruptedException {
        assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "size=512k", "none", folder.toString()),
                "only root can mount a small disk: skipped");
        try {
            store.recover();
            fill(folder.resolve("ballast"));
            assertThat(store.commit(SampleRuns.runs(1, 500, _ -> true, RunState.OK, NOW)))
                    .isFalse();
            assertThat(store.problem()).contains("the disk is full; free some space");

            Files.delete(folder.resolve("ballast"));
            time.set(NOW.plusSeconds(5));
            assertThat(store.commit(new Changes())).isTrue();
            assertThat(SampleRuns.ids(file)).hasSize(499);
        } finally {
            store.close();
            assertThat(command("umount", "-l", folder.toString())).isTrue();
        }
    }

    @Test
    void on_a_full_disk_nobody_takes_silence_for_an_answer() throws Exception {
        assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "size=256k", "none", folder.toString()),
                "only root can mount a small disk: skipped");
        try {
            Changes left = SampleRuns.runs(SampleRuns.run(7, RunState.RUNNING));
            left.fact("boot_id", "one");
            store.commit(left);
            store.close();
            fill(folder.resolve("ballast"));

            Recovered found = store.recover();
            assertThat(found.lost() || found.open().size() == 1).isTrue();
            assertThat(found.nextRun()).isGreaterThan(7);

            Files.delete(folder.resolve("ballast"));
            time.set(NOW.plusSeconds(5));
            assertThat(store.recover().open()).hasSize(1);
            assertThat(store.recover().lost()).isFalse();
        } finally {
            store.close();
            assertThat(command("umount", "-l", folder.toString())).isTrue();
        }
    }

    private static boolean command(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static void fill(Path ballast) throws IOException {
        try (var out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }
}

package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.job.Outcome;
import farcron.os.Accounts;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What becomes of runs when their files cannot be written; with real small disks.
class FullDiskIT {

    @TempDir Path place;
    private Path state;

    @BeforeEach
    void makeState() throws IOException {
        state = Files.createDirectory(place.resolve("state"));
    }

    @Test
    void on_a_full_disk_jobs_run_from_another_place() throws Exception {
        assumeTrue(
                new Accounts().current().uid() == 0, "only root can mount a small disk: skipped");
        Path disk = Files.createDirectory(state.resolve("disk"));
        assumeTrue(
                mount("mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "none", disk.toString()),
                "cannot mount a tmpfs here: skipped");
        try (LocalRuns local = new LocalRuns(disk)) {
            Path gate = state.resolve("gate");
            local.start(1, "echo up; until [ -e " + gate + " ]; do sleep 0.05; done; exit 21");
            LocalRuns.await("it runs", () -> local.log(1).contains("up"));
            fill(disk.resolve("ballast"));
            assertThat(local.code(2, "echo here; exit 22")).isEqualTo(22);
            assertThat(local.folder(2).path()).startsWith(local.fallback);
            assertThat(local.log(2)).isEqualTo("here\n");
            Files.createFile(gate);
            assertThat(((Outcome.Exited) local.next().outcome()).code())
                    .as("the status had its room before the disk was full")
                    .isEqualTo(21);
            try (LocalRuns later = new LocalRuns(disk)) {
                assertThat(later.runner.adopt(LocalRuns.run(2))).isTrue();
                assertThat(((Outcome.Exited) later.next().outcome()).code()).isEqualTo(22);
            }
        } finally {
            assertThat(mount("umount", "-l", disk.toString())).isTrue();
        }
    }

    @Test
    void with_no_room_for_the_claim_alone_the_run_moves() throws Exception {
        assumeTrue(
                new Accounts().current().uid() == 0, "only root can mount a small disk: skipped");
        Path disk = Files.createDirectory(state.resolve("disk"));
        // Room for the script and the status, a page each, and not for the claim.
        assumeTrue(
                mount("mount", "-t", "tmpfs", "-o", "size=8k,mode=700", "none", disk.toString()),
                "cannot mount a tmpfs here: skipped");
        try (LocalRuns local = new LocalRuns(disk)) {
            assertThat(local.code(1, "echo here; exit 23")).isEqualTo(23);
            assertThat(local.folder(1).path()).startsWith(local.fallback);
        } finally {
            assertThat(mount("umount", "-l", disk.toString())).isTrue();
        }
    }

    @Test
    void without_any_place_it_is_not_started_and_the_reason_is_told() throws Exception {
        try (LocalRuns local = new LocalRuns(state)) {
            Files.delete(local.runs);
            Files.createFile(local.runs);
            Files.delete(local.fallback);
            Files.createFile(local.fallback);
            local.start(1, "true");
            assertThat(local.next().outcome())
                    .isInstanceOfSatisfying(
                            Outcome.NotStarted.class,
                            not -> assertThat(not.reason()).contains(local.runs.toString()));
        }
    }

    private static boolean mount(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
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

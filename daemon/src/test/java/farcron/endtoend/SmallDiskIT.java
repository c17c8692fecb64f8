package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.report.SocketClient;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The disk of the state folder is full for a while: jobs run, it is told, and no run is missing
/// from the record in the end.
class SmallDiskIT {

    @RegisterExtension private final Place place = new Place();

    @BeforeEach
    void writeCrontab() throws IOException {
        place.write(
                "@every 2s name:often echo $FARCRON_RUN_ID >> $PLACE/often",
                Place.NEVER + " name:by-hand echo $FARCRON_RUN_ID >> $PLACE/by-hand; exit 6");
    }

    @Test
    void what_ran_on_a_full_disk_is_recorded_when_there_is_room() throws Exception {
        try (SmallDisk disk = SmallDisk.at(place.state())) {
            RunningDaemon daemon = place.start();
            daemon.awaitEnds("often", 2);
            disk.fill();
            String problem = awaitComplaint(daemon);

            assertThat(problem)
                    .contains(place.state().resolve("farcron.db").toString())
                    .contains("the disk is full; free some space");
            assertThat(daemon.text("/")).contains("!! NOTHING IS RECORDED: " + problem);
            assertThat(daemon.ask("GET", "/check", "text/plain").status()).isEqualTo(503);
            int before = place.lines("often").size();
            long byHand = daemon.run("by-hand");
            Deadline.until("it has run", () -> place.lines("by-hand").size() == 1);
            Deadline.until("lines run", () -> place.lines("often").size() >= before + 2);

            disk.free();
            Deadline.until("all is well", () -> daemon.ask("GET", "/health", "*/*").ok());
            assertThat(daemon.awaitEnd(byHand).number("exit_code")).isEqualTo(6);
            assertAllRecorded(daemon);
            daemon.stop();
        }
    }

    @Test
    void even_if_the_daemon_was_killed_meanwhile() throws Exception {
        try (SmallDisk disk = SmallDisk.at(place.state())) {
            RunningDaemon first = place.start();
            first.awaitEnds("often", 2);
            disk.fill();
            awaitComplaint(first);
            int before = place.lines("often").size();
            Deadline.until("lines run", () -> place.lines("often").size() >= before + 2);
            first.kill();
            disk.free();
            RunningDaemon second = place.start();

            assertThat(second.ask("GET", "/health", "*/*").status()).isEqualTo(200);
            assertAllRecorded(second);
            second.stop();
        }
    }

    /// Waits until `/health` says that something is wrong.
    ///
    /// @return what it says
    private static String awaitComplaint(RunningDaemon daemon) {
        return Deadline.first(
                "/health complains",
                () -> {
                    SocketClient.Answer answer = daemon.ask("GET", "/health", "text/plain");
                    return answer.status() == 503
                            ? Optional.of(answer.text().strip())
                            : Optional.empty();
                });
    }

    /// Each run that has left its number is on record once, and each firing has one fate.
    private void assertAllRecorded(RunningDaemon daemon) throws IOException {
        daemon.post("/jobs/often/pause");
        Deadline.until(
                "nothing runs", () -> daemon.get("/runs?state=running").list("runs").isEmpty());
        for (String job : List.of("often", "by-hand")) {
            assertThat(daemon.runs(job).stream().filter(SmallDiskIT::ran))
                    .extracting(run -> run.text("id"))
                    .containsExactlyInAnyOrderElementsOf(place.lines(job));
        }
        List<Json> fates =
                daemon.runs("often").stream()
                        .filter(run -> !run.text("state").equals("skipped"))
                        .sorted(Comparator.comparing(run -> run.time("scheduled_at")))
                        .toList();
        assertThat(fates).extracting(run -> run.time("scheduled_at")).doesNotHaveDuplicates();
        Duration span =
                Duration.between(
                        fates.getFirst().time("scheduled_at"),
                        fates.getLast().time("scheduled_at"));
        assertThat(fates).allMatch(run -> run.number("firings") >= 1);
        assertThat(fates.stream().skip(1).mapToLong(run -> run.number("firings")).sum())
                .as("firings after the first run, which may stand for several, in " + fates)
                .isEqualTo(span.toSeconds() / 2);
    }

    private static boolean ran(Json run) {
        return !run.text("started_at").isEmpty();
    }

    /// A disk of its own for a folder, so small that a test can fill it.
    record SmallDisk(Path folder) implements AutoCloseable {

        static SmallDisk at(Path folder) throws IOException {
            assumeTrue(Place.isRoot(), "SKIPPED: only root can mount a small disk");
            Files.createDirectory(folder);
            String options = "size=2m,mode=700";
            assumeTrue(
                    Place.did("mount", "-t", "tmpfs", "-o", options, "none", folder.toString()),
                    "SKIPPED: no tmpfs can be mounted here");
            return new SmallDisk(folder);
        }

        void fill() throws IOException {
            try (OutputStream out = Files.newOutputStream(ballast())) {
                while (true) {
                    out.write(new byte[4096]);
                }
            } catch (IOException full) {
                assertThat(full).hasMessageContaining("No space left");
            }
        }

        void free() throws IOException {
            Files.delete(ballast());
        }

        private Path ballast() {
            return folder.resolve("ballast");
        }

        /// At once, although a daemon may still be there.
        @Override
        public void close() throws IOException {
            assertThat(Place.did("umount", "-l", folder.toString())).isTrue();
        }
    }
}

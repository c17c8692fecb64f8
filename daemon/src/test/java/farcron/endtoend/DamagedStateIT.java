package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Whatever is wrong with the state folder: jobs run, and the operator is told.
class DamagedStateIT {

    private static final long NOBODY_ELSE = 61_234;
    private static final int PAGE = 4096;

    @RegisterExtension private final Place place = new Place();

    @BeforeEach
    void writeCrontab() throws IOException {
        place.write(
                "@every 1s name:often echo $FARCRON_RUN_ID >> $PLACE/often",
                Place.NEVER + " name:by-hand echo kept; exit 5");
    }

    @Test
    void in_a_state_folder_that_may_not_be_written_jobs_run_and_it_is_told() throws Exception {
        place.openToAll();
        Files.createDirectory(place.state());
        Files.setPosixFilePermissions(place.state(), PosixFilePermissions.fromString("r-xr-xr-x"));
        // Root may write everywhere.
        Launch launch = Place.isRoot() ? place.launch().as(NOBODY_ELSE) : place.launch();
        RunningDaemon daemon = launch.onTcp().start();

        assertRunsAndComplains(daemon);
        assertThat(daemon.out()).contains("make it writable for this user");
    }

    @Test
    void with_a_state_folder_that_is_a_file_jobs_run_and_it_is_told() throws Exception {
        Files.writeString(place.state(), "I was here first\n");
        RunningDaemon daemon = place.launch().onTcp().start();

        assertRunsAndComplains(daemon);
        assertThat(place.state()).hasContent("I was here first\n");
    }

    private void assertRunsAndComplains(RunningDaemon daemon) {
        Deadline.until("lines run", () -> place.lines("often").size() >= 2);
        assertThat(daemon.out())
                .contains("event=problem what=\"the state folder " + place.state() + " cannot be");
        Deadline.until(
                "/health complains", () -> daemon.tcp("GET", "/health", "*/*").statusCode() == 503);
        Deadline.until(
                "the first page says why",
                () -> daemon.tcp("GET", "/", "*/*").body().contains("NOTHING IS RECORDED"));
    }

    @Test
    void a_record_that_is_garbage_is_moved_aside_and_a_new_one_is_begun() throws Exception {
        byte[] garbage = new byte[20 * PAGE];
        new Random(1).nextBytes(garbage);
        Files.createDirectory(place.state());
        Files.write(database(), garbage);
        RunningDaemon daemon = place.start();

        assertRecordsAgain(daemon);
        assertThat(aside())
                .singleElement()
                .satisfies(file -> assertThat(file).hasBinaryContent(garbage));
    }

    @Test
    void a_record_with_damaged_pages_is_moved_aside_and_its_runs_are_known_again()
            throws Exception {
        RunningDaemon first = place.start();
        long before = first.run("by-hand");
        first.awaitEnd(before);
        first.awaitEnds("often", 2);
        first.stop();
        damage();
        RunningDaemon second = place.start();

        assertRecordsAgain(second);
        assertThat(aside()).hasSize(1);
        Json known = second.get("/runs/" + before);
        assertThat(known.text("job")).isEqualTo("by-hand");
        assertThat(known.text("state")).isEqualTo("failed");
        assertThat(known.number("exit_code")).isEqualTo(5);
        assertThat(second.log(before)).isEqualTo("kept\n");
    }

    /// All pages but the first, which still says that this is a database.
    private void damage() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(database().toFile(), "rw")) {
            byte[] garbage = new byte[(int) file.length() - PAGE];
            new Random(2).nextBytes(garbage);
            file.seek(PAGE);
            file.write(garbage);
        }
    }

    private void assertRecordsAgain(RunningDaemon daemon) throws IOException {
        long run = daemon.run("by-hand");
        assertThat(daemon.awaitEnd(run).number("exit_code")).isEqualTo(5);
        assertThat(daemon.log(run)).isEqualTo("kept\n");
        daemon.awaitEnds("often", 1);
        assertThat(daemon.ask("GET", "/health", "*/*").status()).isEqualTo(200);
        assertThat(daemon.out())
                .contains("event=problem what=\"the record " + database() + " is damaged;")
                .contains(" moved to ");
    }

    private Path database() {
        return place.state().resolve("farcron.db");
    }

    private List<Path> aside() throws IOException {
        try (Stream<Path> files = Files.list(place.state())) {
            return files.filter(file -> file.toString().contains(".db.corrupt-")).toList();
        }
    }
}

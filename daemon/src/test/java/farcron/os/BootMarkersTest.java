package farcron.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

class BootMarkersTest {

    private static final Path MEMORY = Path.of("/dev/shm");

    @TempDir private Path run;
    private BootMarkers markers;

    @BeforeEach
    void place() {
        markers = in(run);
    }

    private static BootMarkers in(Path run) {
        return new BootMarkers(run.resolve("farcron/boot"), run.resolve("crond.reboot"));
    }

    @Test
    void they_say_nothing_until_they_are_left_and_then_tell_the_boot() throws IOException {
        assertThat(markers.tell("this")).isFalse();
        markers.leave("this");
        assertThat(markers.tell("this")).isTrue();
        markers.leave("this");
        assertThat(markers.tell("this")).isTrue();
    }

    @Test
    void ours_of_another_boot_says_nothing() throws IOException {
        markers.leave("another");
        Files.delete(markers.theirs());

        assertThat(markers.tell("this")).isFalse();
    }

    @Test
    void the_other_cron_finds_its_own_marker_as_it_leaves_it_itself() throws IOException {
        markers.leave("this");

        assertThat(Files.getPosixFilePermissions(markers.theirs())).isEmpty();
        assertThat(markers.theirs()).isEmptyFile();
    }

    @Test
    void the_other_crons_marker_counts() throws IOException {
        Files.createFile(markers.theirs());

        assertThat(markers.tell("this")).isTrue();
    }

    @Test
    void one_that_came_with_an_image_does_not_count() throws IOException {
        assumeFalse(isMemory(run), "SKIPPED: temporary files are in memory here");
        age(markers);

        assertThat(markers.tell("this")).isFalse();
    }

    @Test
    void in_memory_its_time_is_not_asked_for() throws IOException {
        assumeTrue(
                Files.isWritable(MEMORY) && isMemory(MEMORY), "SKIPPED: no file system in memory");
        Path folder = Files.createTempDirectory(MEMORY, "farcron-test");
        BootMarkers inMemory = in(folder);
        try {
            age(inMemory);
            assertThat(inMemory.tell("this")).isTrue();
        } finally {
            Files.deleteIfExists(inMemory.theirs());
            Files.delete(folder);
        }
    }

    @Test
    void a_place_that_cannot_be_written_is_told() throws IOException {
        Files.createFile(run.resolve("farcron"));

        assertThatThrownBy(() -> markers.leave("this")).isInstanceOf(IOException.class);
    }

    /// As if it had been made when the image was.
    private static void age(BootMarkers markers) throws IOException {
        Files.createFile(
                markers.theirs(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
        Files.setLastModifiedTime(
                markers.theirs(), FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
    }

    private static boolean isMemory(Path folder) throws IOException {
        return Files.getFileStore(folder).type().equals("tmpfs");
    }
}

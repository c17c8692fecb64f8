package farcron.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// What was opened stays what it is, whatever becomes of its name.
class OpenedFileTest {

    @TempDir private Path folder;

    @Test
    void a_file_is_what_its_name_meant_when_it_was_opened() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        FileIdentity before = FileIdentity.of(file);
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        try (OpenedFile opened = OpenedFile.of(file)) {
            Files.move(file, folder.resolve("away"));
            Files.createSymbolicLink(file, secret);

            assertThat(opened.read(100)).asString().isEqualTo("mine");
            FileState state = opened.state();
            assertThat(state.isRegular()).isTrue();
            assertThat(state.isLink()).isFalse();
            assertThat(state.permissions()).isEqualTo(0640);
            assertThat(state.links()).isEqualTo(1);
            assertThat(state.identity().inode()).isEqualTo(before.inode());
        }
    }

    @Test
    void a_file_has_the_same_identity_however_it_is_asked() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        try (OpenedFile opened = OpenedFile.of(file)) {
            assertThat(opened.state().identity()).isEqualTo(FileIdentity.of(file));
            assertThat(opened.state().uid()).isEqualTo(new Accounts().current().uid());
        }
    }

    @Test
    void a_deleted_file_can_be_read_on_and_has_no_name() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        try (OpenedFile opened = OpenedFile.of(file)) {
            Files.delete(file);
            assertThat(opened.read(2)).asString().isEqualTo("mi");
            assertThat(opened.state().links()).isZero();
        }
    }

    @Test
    void a_link_is_opened_itself_and_leads_where_it_led() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        Path other = Files.writeString(folder.resolve("other"), "other");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
        try (OpenedFile opened = OpenedFile.of(link)) {
            Path swapped = Files.createSymbolicLink(folder.resolve("swapped"), other);
            FileIdentity itself = FileIdentity.of(link, LinkOption.NOFOLLOW_LINKS);
            Files.move(swapped, link, StandardCopyOption.ATOMIC_MOVE);

            assertThat(opened.state().isLink()).isTrue();
            assertThat(opened.state().identity().inode()).isEqualTo(itself.inode());
            assertThatThrownBy(() -> opened.read(1)).isInstanceOf(FileSystemException.class);
            try (OpenedFile target = opened.target()) {
                assertThat(target.read(100)).asString().isEqualTo("mine");
                assertThat(target.state().identity()).isEqualTo(FileIdentity.of(file));
            }
        }
    }

    @Test
    void a_fifo_makes_nobody_wait() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
        try (OpenedFile opened = OpenedFile.of(fifo)) {
            assertThat(opened.state().isRegular()).isFalse();
        }
    }

    @Test
    void what_is_not_there_cannot_be_opened() throws IOException {
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> OpenedFile.of(none)).isInstanceOf(NoSuchFileException.class);
        Path link = Files.createSymbolicLink(folder.resolve("link"), none);
        try (OpenedFile opened = OpenedFile.of(link)) {
            assertThatThrownBy(opened::target).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void nothing_stays_open() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        OpenedFile.of(file).close();
        long before = descriptors();
        for (int i = 0; i < 100; i++) {
            try (OpenedFile opened = OpenedFile.of(file)) {
                opened.read(1);
            }
        }
        assertThat(descriptors()).isLessThan(before + 50);
    }

    private static long descriptors() throws IOException {
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }
}

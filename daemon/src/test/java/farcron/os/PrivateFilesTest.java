package farcron.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class PrivateFilesTest {

    @TempDir Path folder;

    @Test
    void an_own_directory_is_made_or_taken() throws IOException {
        Path own = folder.resolve("own");
        PrivateFiles.ownDirectory(own);
        PrivateFiles.ownDirectory(own);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rwx------");
    }

    @Test
    void what_others_can_enter_or_point_elsewhere_is_refused() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/root"));
        for (Path trap : new Path[] {open, link, Files.createFile(folder.resolve("file"))}) {
            assertThatThrownBy(() -> PrivateFiles.ownDirectory(trap))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("belongs to this user alone");
        }
    }

    @Test
    void a_file_is_not_replaced() throws IOException {
        Path file = folder.resolve("file");
        PrivateFiles.create(file, new byte[] {1});
        assertThatThrownBy(() -> PrivateFiles.create(file, new byte[] {2}))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasBinaryContent(new byte[] {1});
    }

    @Test
    void a_file_keeps_its_identity_until_it_is_changed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "a");
        FileIdentity before = FileIdentity.of(file);
        assertThat(FileIdentity.of(file)).isEqualTo(before);
        Files.writeString(file, "bb");
        assertThat(FileIdentity.of(file)).isNotEqualTo(before);
    }
}

package farcron.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class StrangeHandsTest {

    private static final int SOMEBODY = 54321;

    @TempDir private Path temporary;
    private Path folder;
    private Path file;

    @BeforeEach
    void all_is_roots() throws IOException {
        Assumptions.assumeTrue(
                Files.getAttribute(temporary, "unix:uid").equals(0),
                "SKIPPED: what is made here is not root's");
        folder = Files.createDirectory(temporary.toRealPath().resolve("folder"));
        file = Files.writeString(folder.resolve("file"), "");
        assertThat(StrangeHands.on(file)).isEmpty();
        assertThat(StrangeHands.in(folder)).isEmpty();
    }

    private static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void a_group_that_may_write_is_somebody_else() throws IOException {
        mode(folder, "rwxrwxr-x");
        assertThat(StrangeHands.on(file)).contains(folder);
        Files.setAttribute(folder, "unix:mode", 01775);
        assertThat(StrangeHands.on(file)).as("each only his own files").isEmpty();
        mode(file, "rw-rw----");
        assertThat(StrangeHands.on(file)).contains(file);
        assertThat(StrangeHands.in(folder)).contains(file);
    }

    @Test
    void whose_folder_it_is_can_change_all_that_is_there() throws IOException {
        Files.setAttribute(folder, "unix:uid", SOMEBODY);
        assertThat(StrangeHands.on(file)).contains(folder);
    }

    @Test
    void a_link_leads_where_its_owner_wants() throws IOException {
        Path link = Files.createSymbolicLink(temporary.toRealPath().resolve("link"), folder);
        assertThat(StrangeHands.on(link.resolve("file"))).as("root's").isEmpty();
        Files.setAttribute(link, "unix:uid", SOMEBODY, LinkOption.NOFOLLOW_LINKS);
        assertThat(StrangeHands.on(link.resolve("file"))).contains(link);
    }
}

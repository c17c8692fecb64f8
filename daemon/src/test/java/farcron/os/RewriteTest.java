package farcron.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;

/// A new text for a file about which all else stays.
class RewriteTest {

    private static final byte[] NEW = "new\n".getBytes(StandardCharsets.UTF_8);

    @TempDir private Path folder;

    @Test
    void labels_stay() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "old\n");
        label(file, "fcwho", "somebody");
        label(file, "fcnone", "");

        WholeFile.rewrite(file, NEW, FileIdentity.of(file));

        assertThat(file).hasContent("new\n");
        var view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        assertThat(view.list()).containsExactlyInAnyOrder("fcwho", "fcnone");
        ByteBuffer value = ByteBuffer.allocate(20);
        view.read("fcwho", value);
        assertThat(new String(value.array(), 0, value.position(), StandardCharsets.UTF_8))
                .isEqualTo("somebody");
    }

    private static void label(Path file, String name, String value) {
        try {
            Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
                    .write(name, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException none) {
            Assumptions.abort("no file has labels on the file system of " + file + ": " + none);
        }
    }

    @Test
    void nobodys_text_gets_rights_of_its_own() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "old\n");
        Files.setAttribute(file, "unix:mode", 06751);

        WholeFile.rewrite(file, NEW, FileIdentity.of(file));

        assertThat((int) Files.getAttribute(file, "unix:mode") & 07777).isEqualTo(0751);
    }

    @Test
    void a_file_that_was_changed_meanwhile_keeps_the_change() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "old\n");
        FileIdentity seen = FileIdentity.of(file);
        Files.writeString(file, "somebody else's\n");

        assertThatThrownBy(() -> WholeFile.rewrite(file, NEW, seen))
                .isInstanceOf(IOException.class)
                .hasMessage("it was changed meanwhile; try again");
        assertThat(file).hasContent("somebody else's\n");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }
}

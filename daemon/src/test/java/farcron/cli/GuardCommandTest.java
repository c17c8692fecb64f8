package farcron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar.Dialect;
import farcron.load.Reading;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;

class GuardCommandTest {

    private static final String BARE = "0 2 * * * name:x c\n";
    private static final String GUARDED = "0 2 * * * : name:x; c\n";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @TempDir private Path folder;

    private int guard(String input, Object... words) {
        CommandLine command =
                new CommandLine(
                        new GuardCommand(
                                new Reading(Dialect.DEBIAN, ZoneId.of("UTC"), "host"),
                                () -> folder.resolve("state/guard.bak"),
                                new ByteArrayInputStream(
                                        input.getBytes(StandardCharsets.ISO_8859_1)),
                                bytes));
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] texts = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            texts[i] = words[i].toString();
        }
        return command.execute(texts);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("mine"), text);
    }

    @Test
    void standard_input_is_filtered_in_whatever_encoding() {
        assertThat(guard("0 2 * * * name:x echo \u00e9\r\n", "-")).isZero();
        assertThat(bytes.toString(StandardCharsets.ISO_8859_1))
                .isEqualTo("0 2 * * * : name:x; echo \u00e9\r\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_filter_passes_on_what_it_cannot_guard_and_says_so() {
        assertThat(guard("@every 5m c\n" + BARE, "-")).isEqualTo(1);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("@every 5m c\n" + GUARDED);
        assertThat(err.toString())
                .isEqualTo(
                        "-:1:1: error: no other cron knows @every; Debian's cron ignores the whole"
                                + " file for it; write time fields such as */5 * * * *\n");
    }

    @Test
    void root_writes_nothing_where_somebody_else_can_change_the_folder() throws IOException {
        Path home = Files.createDirectory(folder.toRealPath().resolve("home"));
        Path file = Files.writeString(home.resolve("mine"), BARE);
        try {
            Files.setAttribute(file, "unix:uid", 54321);
            Files.setAttribute(home, "unix:uid", 54321);
        } catch (IOException no) {
            Assumptions.abort("SKIPPED: only root can give a folder away: " + no);
        }
        assertThat(guard("", file)).isEqualTo(1);
        assertThat(file).hasContent(BARE);
        assertThat(err.toString())
                .isEqualTo(
                        file
                                + ": somebody else than root can change "
                                + home
                                + ", so root must not write there; do it as the file's owner: su"
                                + " 54321 -c 'farcron guard ...'\n");
    }

    @Test
    void a_file_is_replaced_and_its_text_before_kept() throws IOException {
        Path file = file(BARE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-x--x"));

        assertThat(guard("", file)).isZero();
        assertThat(file).hasContent(GUARDED);
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-r-x--x"));
        Path kept = Path.of(folder + "/state/guard.bak" + file);
        assertThat(kept).hasContent(BARE);
        assertThat(Files.getPosixFilePermissions(kept))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(out.toString())
                .isEqualTo(file + ": 1 line guarded; the text before is kept in " + kept + "\n");
    }

    @Test
    void a_second_time_changes_nothing() throws IOException {
        Path file = file(BARE);
        guard("", file);
        Object inode = Files.getAttribute(file, "unix:ino");
        out.getBuffer().setLength(0);

        assertThat(guard("", file)).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(inode);
        assertThat(Path.of(folder + "/state/guard.bak" + file)).hasContent(BARE);
    }

    @Test
    void a_dry_run_shows_what_would_change() throws IOException {
        Path file = file("# mine\n" + BARE + "after:x echo \u001b[31m\n");

        assertThat(guard("", "--dry-run", file)).isZero();
        assertThat(out.toString())
                .isEqualTo(
                        """
                        --- FILE
                        +++ FILE guarded
                        @@ -2 +2 @@
                        -0 2 * * * name:x c
                        +0 2 * * * : name:x; c
                        @@ -3 +3 @@
                        -after:x echo ^[[31m
                        +0 0 30 2 * : after:x; echo ^[[31m
                        """
                                .replace("FILE", file.toString()));
        assertThat(file).content().contains(BARE);
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void a_link_is_not_followed() throws IOException {
        Path file = file(BARE);
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertThat(guard("", link, folder.resolve("none"), folder)).isEqualTo(1);
        assertThat(file).hasContent(BARE);
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(err.toString())
                .isEqualTo(
                        link
                                + ": it is a symbolic link; name the file that it leads to\n"
                                + folder.resolve("none")
                                + ":1:1: error: there is no such file; check the name, or make the"
                                + " file\n"
                                + folder
                                + ": it is not a regular file; name a crontab\n");
    }

    @Test
    void standard_input_stands_alone() {
        assertThat(guard(BARE, "-", "f")).isEqualTo(2);
        assertThat(guard(BARE)).isEqualTo(2);
    }

    @Test
    void a_file_of_another_account_stays_that_accounts() throws IOException {
        Path file = file(BARE);
        Assumptions.assumeTrue(
                Files.getAttribute(file, "unix:uid").equals(0),
                "only root can give a file away: this is not tried here");
        Files.setAttribute(file, "unix:uid", 65_534, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(file, "unix:gid", 65_534, LinkOption.NOFOLLOW_LINKS);

        assertThat(guard("", file)).isZero();
        assertThat(file).hasContent(GUARDED);
        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(65_534);
        assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(65_534);
    }
}

package farcron.swap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;

/// What a takeover does, and what it does not.
class TakeoverTest {

    @TempDir private Path root;
    private PlayedMachine played;

    @BeforeEach
    void cron_runs() throws IOException {
        played = PlayedMachine.of(root).with("cron", "active", "enabled");
    }

    @Test
    void a_takeover_installs_the_service_and_swaps_it_with_cron() throws IOException {
        assertThat(played.takeover()).isTrue();
        assertThat(played.done)
                .containsExactly(
                        "systemctl daemon-reload",
                        "systemd-sysusers "
                                + played.root
                                + "/opt/farcron/share/systemd/sysusers.d/farcron.conf",
                        "systemd-tmpfiles --create "
                                + played.root
                                + "/opt/farcron/share/systemd/tmpfiles.d/farcron.conf",
                        "systemctl enable farcron",
                        "systemctl stop cron",
                        "systemctl start farcron",
                        "systemctl disable cron",
                        "systemctl mask cron");
        assertThat(played.root.resolve("etc/systemd/system/farcron.service"))
                .hasContent(
                        "[Service]\nExecStart="
                                + played.root
                                + "/opt/farcron/bin/farcron daemon\nExecReload=/bin/kill\n");
        assertThat(played.is("cron")).isEqualTo("masked inactive disabled");
        assertThat(played.is("farcron")).isEqualTo("loaded active enabled");
    }

    @Test
    void what_a_package_has_brought_is_used() throws IOException {
        played.with("farcron", "inactive", "disabled");
        played.takeover();
        assertThat(played.done.getFirst()).isEqualTo("systemctl enable farcron");
        assertThat(played.root.resolve("etc/pam.d/farcron")).doesNotExist();
    }

    @Test
    void a_takeover_by_another_tree_puts_it_in_the_place_of_the_first() throws IOException {
        assertThat(played.takeover()).isTrue();
        Path unit = played.root.resolve("etc/systemd/system/farcron.service");
        String first = Files.readString(unit);
        Files.writeString(unit, first.replace("/opt/farcron/", "/opt/farcron-older/"));
        played.done.clear();

        assertThat(played.takeover()).isTrue();

        assertThat(unit).hasContent(first);
        assertThat(played.done)
                .containsExactly("systemctl daemon-reload", "systemctl restart farcron");
        assertThat(new Takeover(played.machine()).look()).isInstanceOf(Prospect.Done.class);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    at       | pause | why
                    09:00:05 | -     | all that was due has been started
                    09:00:40 | -     | there is time
                    09:00:00 | 5     | cron is about to start what is due
                    09:00:04 | 1     | or may be
                    09:00:41 | 24    | the next minute may come before farcron does
                    09:00:59 | 6     | or at once
                    """)
    void crons_are_swapped_when_nothing_is_due(String at, String pause, String why)
            throws IOException {
        played.now = Instant.parse("2026-11-21T" + at + "Z");
        played.takeover();
        assertThat(played.done.stream().filter(it -> it.startsWith("pause")).toList())
                .isEqualTo(pause == null ? List.of() : List.of("pause " + pause));
        int stop = played.done.indexOf("systemctl stop cron");
        assertThat(played.done.get(stop - 1))
                .isEqualTo(pause == null ? "systemctl enable farcron" : "pause " + pause);
    }

    @Test
    void a_program_that_others_can_change_is_not_made_a_service() throws IOException {
        Path bin = played.root.resolve("opt/farcron/bin");
        Files.setPosixFilePermissions(bin, PosixFilePermissions.fromString("rwxrwxr-x"));
        assertThat(new Takeover(played.machine()).look())
                .isEqualTo(
                        new Prospect.Refused(
                                "somebody else than root can change %s, and so the program that root would run; unpack farcron as root below a folder such as /opt"
                                        .formatted(bin)));
    }

    @Test
    void nor_is_one_of_which_others_can_change_a_part() throws IOException {
        Path jar = played.root.resolve("opt/farcron/lib/farcron.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "");
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-r--"));
        assertThat(new Takeover(played.machine()).look())
                .isInstanceOfSatisfying(
                        Prospect.Refused.class,
                        refused -> assertThat(refused.why()).contains("can change " + jar));
    }

    @Test
    void a_program_may_stand_in_a_folder_with_blanks() throws IOException {
        Path odd = played.root.resolve("opt/my 100% $1 tools");
        Files.move(played.root.resolve("opt/farcron"), odd);
        assertThat(ProgramFiles.installed(odd).unit())
                .contains(
                        "ExecStart=\""
                                + played.root
                                + "/opt/my 100%% $1 tools/bin/farcron\" daemon\n");
    }
}

package farcron.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// From one cron to the other, on a machine whose services are played.
class SwapTest {

    private final List<String> told = new ArrayList<>();

    @TempDir private Path root;
    private PlayedMachine played;

    @BeforeEach
    void cron_runs() throws IOException {
        assumeTrue(
                Files.getAttribute(root, "unix:uid").equals(0),
                "SKIPPED: a program that is not root's is not taken for a service");
        played = new PlayedMachine(root.toRealPath()).with("cron", "active", "enabled");
    }

    private boolean carryOut(Prospect prospect) {
        assertThat(prospect).isInstanceOf(Prospect.Possible.class);
        return ((Prospect.Possible) prospect).plan().carryOut(told::add);
    }

    private boolean takeover() throws IOException {
        return carryOut(new Takeover(played.machine()).look());
    }

    private boolean handback() throws IOException {
        return carryOut(new Handback(played.machine()).look());
    }

    @Test
    void a_takeover_by_another_tree_puts_it_in_the_place_of_the_first() throws IOException {
        assertThat(takeover()).isTrue();
        Path unit = played.root.resolve("etc/systemd/system/farcron.service");
        String first = Files.readString(unit);
        Files.writeString(unit, first.replace("/opt/farcron/", "/opt/farcron-older/"));
        played.done.clear();

        assertThat(takeover()).isTrue();

        assertThat(unit).hasContent(first);
        assertThat(played.done)
                .containsExactly("systemctl daemon-reload", "systemctl restart farcron");
        assertThat(new Takeover(played.machine()).look()).isInstanceOf(Prospect.Done.class);
    }

    @Test
    void a_takeover_installs_the_service_and_swaps_it_with_cron() throws IOException {
        assertThat(takeover()).isTrue();
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
        takeover();
        assertThat(played.done.getFirst()).isEqualTo("systemctl enable farcron");
        assertThat(played.root.resolve("etc/pam.d/farcron")).doesNotExist();
    }

    @Test
    void after_a_handback_all_is_as_it_was() throws IOException {
        takeover();
        played.done.clear();
        assertThat(handback()).as(told.toString()).isTrue();

        assertThat(played.done)
                .containsExactly(
                        "systemctl unmask cron",
                        "systemctl enable cron",
                        "systemctl stop farcron",
                        "systemctl start cron",
                        "systemctl disable farcron",
                        "systemctl daemon-reload");
        assertThat(played.is("cron")).isEqualTo("loaded active enabled");
        assertThat(played.root.resolve("etc/systemd/system/farcron.service")).doesNotExist();
        assertThat(played.root.resolve("etc/pam.d/farcron")).doesNotExist();
        assertThat(played.state.resolve("takeover")).doesNotExist();
    }

    @Test
    void a_cron_that_was_not_started_at_boot_is_not_afterwards() throws IOException {
        played.with("cron", "active", "disabled");
        takeover();
        handback();
        assertThat(played.is("cron")).isEqualTo("loaded active disabled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "systemctl daemon-reload",
                "systemctl enable farcron",
                "systemctl stop cron",
                "systemctl start farcron",
                "systemctl disable cron",
                "systemctl mask cron"
            })
    void a_takeover_that_fails_leaves_cron_running(String broken) throws IOException {
        played.broken = broken;
        assertThat(takeover()).isFalse();

        assertThat(played.is("cron")).isEqualTo("loaded active enabled");
        assertThat(told).contains("this failed: `" + broken + "` ended with 1: it is broken");
        assertThat(played.state.resolve("takeover")).doesNotExist();
        assertThat(played.state.resolve("other-cron")).doesNotExist();
        assertThat(played.root.resolve("etc/systemd/system/farcron.service")).doesNotExist();
    }

    @Test
    void a_farcron_that_is_not_well_is_stopped_again() throws IOException {
        played.well = false;
        assertThat(takeover()).isFalse();
        assertThat(played.is("cron")).isEqualTo("loaded active enabled");
        assertThat(told)
                .endsWith(
                        "this failed: farcron does not say within a minute that all is well with"
                                + " it",
                        "all is undone; cron runs as before");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "systemctl unmask cron",
                "systemctl stop farcron",
                "systemctl start cron",
                "systemctl disable farcron"
            })
    void a_handback_that_fails_leaves_farcron_running(String broken) throws IOException {
        takeover();
        played.broken = broken;
        assertThat(handback()).isFalse();
        assertThat(played.is("farcron")).isEqualTo("loaded active enabled");
        assertThat(played.is("cron")).isEqualTo("masked inactive disabled");
        assertThat(played.state.resolve("takeover")).exists();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    broken                    | cron ran | why
                    systemctl stop farcron    | false    | it was not its turn
                    systemctl start cron      | false    | it did not come
                    systemctl disable farcron | true     | it came, and had to go again
                    """)
    void after_a_handback_that_failed_nothing_is_left_out_or_run_twice(
            String broken, boolean ran, String why) throws IOException {
        takeover();
        OtherCron note = new OtherCron(played.state);
        note.forget();
        played.broken = broken;
        assertThat(handback()).isFalse();
        Instant later = played.now.plusSeconds(60);
        assertThat(note.answersUntil(later).equals(Optional.of(played.now))).isEqualTo(ran);
        assertThat(note.answersUntil(later).isPresent()).isEqualTo(ran);
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
        takeover();
        assertThat(played.done.stream().filter(it -> it.startsWith("pause")).toList())
                .isEqualTo(pause == null ? List.of() : List.of("pause " + pause));
        int stop = played.done.indexOf("systemctl stop cron");
        assertThat(played.done.get(stop - 1))
                .isEqualTo(pause == null ? "systemctl enable farcron" : "pause " + pause);
    }

    @Test
    void the_daemon_learns_what_another_cron_has_run() throws IOException {
        OtherCron note = new OtherCron(played.state);
        Instant later = Instant.parse("2026-11-22T09:00:00Z");
        assertThat(note.answersUntil(later)).isEmpty();
        takeover();
        assertThat(note.answersUntil(later)).contains(played.now);
        note.forget();
        handback();
        assertThat(note.answersUntil(later)).as("it goes on").contains(later);
    }

    @Test
    void nothing_is_done_twice() throws IOException {
        assertThat(new Handback(played.machine()).look())
                .isEqualTo(new Prospect.Done("cron runs the crontabs of this machine already"));
        takeover();
        assertThat(new Takeover(played.machine()).look())
                .isEqualTo(new Prospect.Done("farcron runs the crontabs of this machine already"));
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

    @Test
    void a_swap_that_fails_keeps_from_the_next_boot_only_what_was_kept_from_it()
            throws IOException {
        played.with("cron", "inactive", "disabled").with("farcron", "active", "enabled");
        played.broken = "systemctl start cron";
        assertThat(handback()).isFalse();
        assertThat(played.is("cron")).isEqualTo("loaded inactive disabled");

        played.with("cron", "active", "enabled").with("farcron", "inactive", "enabled");
        played.broken = "systemctl start farcron";
        assertThat(takeover()).isFalse();
        assertThat(played.is("farcron")).isEqualTo("loaded inactive enabled");
    }

    @Test
    void without_systemd_it_is_told_what_to_do_by_hand() throws IOException {
        Files.delete(played.root.resolve("run/systemd/system"));
        assertThat(new Takeover(played.machine()).look()).isInstanceOf(Prospect.Refused.class);
        assertThat(new Handback(played.machine()).look()).isInstanceOf(Prospect.Refused.class);
    }

    @Test
    void a_cron_whose_package_is_gone_is_fetched_before_anything_changes() throws IOException {
        played = new PlayedMachine(root.toRealPath()).with("farcron", "active", "enabled");
        Files.createDirectories(played.state);
        assertThat(new Handback(played.machine()).look())
                .isEqualTo(
                        new Prospect.Refused(
                                "there is no other cron on this machine; install the package"
                                        + " cron"));
        Files.writeString(played.root.resolve("usr/bin/apt-get"), "");
        played.broken = PlayedMachine.FETCH;
        assertThat(handback()).isFalse();
        assertThat(played.is("farcron")).isEqualTo("loaded active enabled");
        assertThat(played.done).containsExactly(PlayedMachine.FETCH);

        played.broken = "";
        assertThat(handback()).as(told.toString()).isTrue();
        assertThat(played.is("cron")).isEqualTo("loaded active enabled");
    }
}

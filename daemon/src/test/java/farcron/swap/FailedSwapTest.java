package farcron.swap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// A swap that fails leaves all as it was, and no line out.
class FailedSwapTest {

    @TempDir private Path root;
    private PlayedMachine played;

    @BeforeEach
    void cron_runs() throws IOException {
        played = PlayedMachine.of(root).with("cron", "active", "enabled");
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
        assertThat(played.takeover()).isFalse();

        assertThat(played.is("cron")).isEqualTo("loaded active enabled");
        assertThat(played.told)
                .contains("this failed: `" + broken + "` ended with 1: it is broken");
        assertThat(played.state.resolve("takeover")).doesNotExist();
        assertThat(played.state.resolve("other-cron")).doesNotExist();
        assertThat(played.root.resolve("etc/systemd/system/farcron.service")).doesNotExist();
    }

    @Test
    void a_farcron_that_is_not_well_is_stopped_again() throws IOException {
        played.trouble = "the record cannot be written";
        Instant begun = played.now;
        assertThat(played.takeover()).isFalse();
        assertThat(played.is("cron")).isEqualTo("loaded active enabled");
        assertThat(played.now).as("at once").isEqualTo(begun);
        assertThat(played.told)
                .endsWith(
                        "this failed: farcron has started and is not well: the record cannot be"
                                + " written",
                        "all is undone; cron runs as before");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    at       | patience | why
                    09:00:05 | 45       | lines are due at 09:01:00
                    09:00:20 | 30       | as ever
                    09:00:40 | 10       | a daemon needs that
                    """)
    void a_farcron_that_does_not_come_is_given_up_before_lines_are_due(
            String at, int patience, String why) throws IOException {
        played.now = Instant.parse("2026-11-21T" + at + "Z");
        played.endless = "systemctl start farcron";
        assertThat(played.takeover()).isFalse();
        assertThat(played.is("cron")).isEqualTo("loaded active enabled");
        assertThat(played.now).isEqualTo("2026-11-21T09:00:50Z");
        assertThat(played.told)
                .contains(
                        "this failed: farcron was not ready within %d s; look at journalctl -u farcron"
                                .formatted(patience));
    }

    @Test
    void a_farcron_that_does_not_go_either_is_killed_without_its_jobs() throws IOException {
        played.trouble = "it does not answer";
        played.endless = "systemctl stop farcron";
        assertThat(played.takeover()).isFalse();
        assertThat(played.is("farcron")).isEqualTo("loaded inactive disabled");
        assertThat(played.is("cron")).isEqualTo("loaded active enabled");
        assertThat(played.done)
                .containsSubsequence(
                        "systemctl stop farcron",
                        "systemctl kill --kill-who=main --signal=KILL farcron",
                        "systemctl stop farcron",
                        "systemctl start cron");
    }

    @Test
    void a_farcron_that_ends_just_before_it_is_killed_is_gone_too() throws IOException {
        played.trouble = "it does not answer";
        played.endless = "systemctl stop farcron";
        played.broken = "systemctl kill --kill-who=main --signal=KILL farcron";
        assertThat(played.takeover()).isFalse();
        assertThat(played.is("farcron")).isEqualTo("loaded inactive disabled");
        assertThat(played.is("cron")).isEqualTo("loaded active enabled");
        assertThat(played.told).noneMatch(line -> line.contains("by hand"));
    }

    @Test
    void a_cron_that_does_not_come_back_is_given_up_before_lines_are_due() throws IOException {
        played.takeover();
        played.endless = "systemctl start cron";
        assertThat(played.handback()).isFalse();
        assertThat(played.is("farcron")).isEqualTo("loaded active enabled");
        assertThat(played.now).isEqualTo("2026-11-21T09:00:50Z");
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
        played.takeover();
        played.broken = broken;
        assertThat(played.handback()).isFalse();
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
        played.takeover();
        OtherCron note = new OtherCron(played.state);
        note.forget();
        played.broken = broken;
        assertThat(played.handback()).isFalse();
        Instant later = played.now.plusSeconds(60);
        assertThat(note.answersUntil(later).equals(Optional.of(played.now))).isEqualTo(ran);
        assertThat(note.answersUntil(later).isPresent()).isEqualTo(ran);
    }

    @Test
    void a_swap_that_fails_keeps_from_the_next_boot_only_what_was_kept_from_it()
            throws IOException {
        played.with("cron", "inactive", "disabled").with("farcron", "active", "enabled");
        played.broken = "systemctl start cron";
        assertThat(played.handback()).isFalse();
        assertThat(played.is("cron")).isEqualTo("loaded inactive disabled");

        played.with("cron", "active", "enabled").with("farcron", "inactive", "enabled");
        played.broken = "systemctl start farcron";
        assertThat(played.takeover()).isFalse();
        assertThat(played.is("farcron")).isEqualTo("loaded inactive enabled");
    }

    @Test
    void a_newer_tree_that_does_not_come_gives_way_to_the_one_of_before() throws IOException {
        played.takeover();
        Path unit = played.root.resolve("etc/systemd/system/farcron.service");
        String older = Files.readString(unit).replace("/opt/farcron/", "/opt/farcron-older/");
        Files.writeString(unit, older);
        played.done.clear();
        played.trouble = "it does not answer";
        assertThat(played.takeover()).isFalse();
        assertThat(unit).hasContent(older);
        assertThat(played.done)
                .containsExactly(
                        "systemctl daemon-reload",
                        "systemctl restart farcron",
                        "systemctl stop farcron",
                        "systemctl daemon-reload",
                        "systemctl restart farcron");
    }
}

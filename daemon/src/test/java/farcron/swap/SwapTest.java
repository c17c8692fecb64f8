package farcron.swap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// From one cron to the other and back, on a machine whose services are played.
class SwapTest {

    @TempDir private Path root;
    private PlayedMachine played;

    @BeforeEach
    void cron_runs() throws IOException {
        played = PlayedMachine.of(root).with("cron", "active", "enabled");
    }

    @Test
    void after_a_handback_all_is_as_it_was() throws IOException {
        played.takeover();
        played.done.clear();
        assertThat(played.handback()).as(played.told.toString()).isTrue();

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
        played.takeover();
        played.handback();
        assertThat(played.is("cron")).isEqualTo("loaded active disabled");
    }

    @Test
    void the_daemon_learns_what_another_cron_has_run() throws IOException {
        OtherCron note = new OtherCron(played.state);
        Instant later = Instant.parse("2026-11-22T09:00:00Z");
        assertThat(note.answersUntil(later)).isEmpty();
        played.takeover();
        assertThat(note.answersUntil(later)).contains(played.now);
        note.forget();
        played.handback();
        assertThat(note.answersUntil(later)).as("it goes on").contains(later);
    }

    @Test
    void nothing_is_done_twice() throws IOException {
        assertThat(new Handback(played.machine()).look())
                .isEqualTo(new Prospect.Done("cron runs the crontabs of this machine already"));
        played.takeover();
        assertThat(new Takeover(played.machine()).look())
                .isEqualTo(new Prospect.Done("farcron runs the crontabs of this machine already"));
    }

    @Test
    void without_systemd_it_is_told_what_to_do_by_hand() throws IOException {
        Files.delete(played.root.resolve("run/systemd/system"));
        assertThat(new Takeover(played.machine()).look()).isInstanceOf(Prospect.Refused.class);
        assertThat(new Handback(played.machine()).look()).isInstanceOf(Prospect.Refused.class);
    }

    @Test
    void a_cron_whose_package_is_gone_is_fetched_before_anything_changes() throws IOException {
        played = PlayedMachine.of(root).with("farcron", "active", "enabled");
        Files.createDirectories(played.state);
        assertThat(new Handback(played.machine()).look())
                .isEqualTo(
                        new Prospect.Refused(
                                "there is no other cron on this machine; install the package"
                                        + " cron"));
        Files.writeString(played.root.resolve("usr/bin/apt-get"), "");
        played.broken = PlayedMachine.FETCH;
        assertThat(played.handback()).isFalse();
        assertThat(played.is("farcron")).isEqualTo("loaded active enabled");
        assertThat(played.done).containsExactly(PlayedMachine.FETCH);

        played.broken = "";
        assertThat(played.handback()).as(played.told.toString()).isTrue();
        assertThat(played.is("cron")).isEqualTo("loaded active enabled");
    }
}

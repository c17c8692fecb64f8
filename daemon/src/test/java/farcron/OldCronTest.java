package farcron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farcron.crontab.Grammar.Dialect;
import farcron.os.CronLock;
import farcron.schedule.Boot;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

class OldCronTest {

    @TempDir private Path run;

    @ParameterizedTest
    @EnumSource
    void beside_another_cron_nothing_is_run_and_the_way_out_is_told(Dialect dialect)
            throws Exception {
        OldCron cron = of(dialect);
        CronLock other = cron.lockOut();
        assertThatThrownBy(cron::lockOut)
                .hasMessageStartingWith("another farcron runs (pid ")
                .hasMessageEndingWith("systemctl stop farcron");
        Files.writeString(run.resolve("crond.pid"), "812\n");

        assertThatThrownBy(cron::lockOut)
                .isInstanceOf(OldCron.RunsException.class)
                .hasMessage(
                        "another cron runs (pid 812 in %s/crond.pid), and with both every line would"
                                        .formatted(run)
                                + " run twice; stop it first: systemctl stop "
                                + (dialect == Dialect.DEBIAN ? "cron" : "crond"));
        other.close();
        cron.lockOut().close();
    }

    @ParameterizedTest
    @EnumSource
    void lines_for_the_start_have_run_once_either_cron_has_run_them(Dialect dialect)
            throws Exception {
        OldCron cron = of(dialect);
        assertThat(cron.boot().marker()).isEqualTo(Boot.Marker.UNSET);
        cron.haveRun(cron.boot());
        assertThat(cron.boot().marker()).isEqualTo(Boot.Marker.SET);

        Files.delete(run.resolve("farcron/boot"));
        assertThat(cron.boot().marker()).as("by the old one").isEqualTo(Boot.Marker.SET);
        Files.delete(run.resolve(cron.rebootMarker()));
        assertThat(cron.boot().marker()).isEqualTo(Boot.Marker.UNSET);
    }

    @Test
    void what_was_due_while_another_cron_ran_is_that_ones() throws Exception {
        OldCron cron = of(Dialect.DEBIAN);
        Path state = Files.createDirectory(run.resolve("state"));
        Instant now = Instant.parse("2026-11-21T09:00:00Z");
        assertThat(cron.answersUntil(state, now)).as("the first one").isEqualTo(Instant.MIN);

        cron.lockOut().close();
        assertThat(cron.answersUntil(state, now)).as("we were it").isEqualTo(Instant.MIN);

        Files.writeString(run.resolve("crond.pid"), "812\n");
        assertThat(cron.answersUntil(state, now)).as("another one was").isEqualTo(now);

        cron.lockOut().close();
        assertThat(cron.answersUntil(state, now)).as("again we").isEqualTo(Instant.MIN);

        Files.writeString(state.resolve("other-cron"), "2026-11-21T08:59:00Z\n");
        assertThat(cron.answersUntil(state, now))
                .as("a takeover has noted it")
                .isEqualTo(Instant.parse("2026-11-21T08:59:00Z"));
        cron.isTakenIntoAccount(state);
        assertThat(cron.answersUntil(state, now)).isEqualTo(Instant.MIN);
    }

    @Test
    void it_keeps_its_files_where_a_boot_leaves_nothing() {
        assertThat(OldCron.of(Dialect.DEBIAN))
                .isEqualTo(new OldCron(Path.of("/run"), "crond.reboot", "cron"));
        assertThat(OldCron.of(Dialect.CRONIE))
                .isEqualTo(new OldCron(Path.of("/run"), "cron.reboot", "crond"));
    }

    private OldCron of(Dialect dialect) {
        OldCron real = OldCron.of(dialect);
        return new OldCron(run, real.rebootMarker(), real.service());
    }
}

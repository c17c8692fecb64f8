package farcron.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether another cron runs beside this one, or will.
class OldCronLookTest extends Looking {

    @Test
    void a_cron_beside_farcron_doubles_every_line() throws IOException {
        farcron(70, "--listen", "none");
        process(80, "cron", "/usr/sbin/cron", "-f");
        Files.createDirectories(root.resolve("run/systemd/system"));

        assertThat(found(new OldCronLook(premises())))
                .containsExactly(
                        "FAIL old cron: cron (pid 80) runs beside farcron (pid 70), so every line"
                                + " runs twice; systemctl disable --now cron");
    }

    @Test
    void what_a_stopped_cron_has_left_running_is_no_second_cron() throws IOException {
        farcron(70);
        process(60, "cron", "/usr/sbin/CRON", "-f");
        process(61, "crond", "/usr/sbin/CROND", "-n");

        assertThat(found(new OldCronLook(premises())))
                .containsExactly("ok old cron: none runs, and none will");
    }

    @Test
    void a_cron_without_farcron_is_in_its_way() throws IOException {
        process(80, "crond", "/usr/sbin/crond", "-n");
        farcron(70, "--state=/tmp/mine", "my.crontab");

        assertThat(found(new OldCronLook(premises())))
                .as("a daemon of somebody's own files is not the machine's")
                .containsExactly(
                        "warn old cron: crond (pid 80) runs the crontabs, and farcron cannot start"
                                + " beside it; farcron takeover, or service crond stop, and keep it"
                                + " from starting with the machine");
    }

    @Test
    void a_cron_of_any_name_is_known_by_its_lock() throws IOException {
        Path lock = write("/run/crond.pid", "80\n");
        process(80, "vixie", "vixie");
        write(
                "/proc/locks",
                "1: FLOCK  ADVISORY  WRITE 80 00:19:%s 0 EOF\n"
                        .formatted(Files.getAttribute(lock, "unix:ino")));

        assertThat(found(new OldCronLook(premises())))
                .containsExactly(
                        "warn old cron: vixie (pid 80) holds /run/crond.pid, as a cron does; stop"
                                + " it: farcron cannot start beside it");
        farcron(80);
        assertThat(found(new OldCronLook(premises())).getFirst()).as("we do").startsWith("ok");
    }

    @Test
    void whoever_is_not_root_runs_no_crontabs_of_others() throws IOException {
        write("/proc/80/status", "Name:\tcron\nUid:\t1000\t1000\t1000\t1000\nNSpid:\t80\n");
        process(80, "cron", "cron");
        write("/proc/81/status", "Name:\tjava\nUid:\t1000\t1000\t1000\t1000\nNSpid:\t81\n");
        farcron(81);

        assertThat(found(new OldCronLook(premises())))
                .containsExactly("ok old cron: none runs, and none will");
    }

    @Test
    void the_cron_of_a_container_is_its_own_matter() throws IOException {
        write("/proc/80/status", "Name:\tcron\nPid:\t80\nNSpid:\t80\t7\n");
        process(80, "cron", "cron");

        assertThat(found(new OldCronLook(premises())))
                .containsExactly("ok old cron: none runs, and none will");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    enabled                      | masked       | found                                                                                                                                 | why
                    cron.service farcron.service |              | warn old cron: cron.service is enabled beside farcron.service, and the next boot may bring either; systemctl disable cron.service    | it would come back
                    cron.service farcron.service | cron.service | ok old cron: none runs, and none will                                                                                                 | it cannot
                    cron.service                 |              | note old cron: cron.service is enabled: the next boot brings it                                                                       | as before the change
                    cron.target farcron.service  |              | warn old cron: cron.target is enabled beside farcron.service, and the next boot may bring either; systemctl disable cron.target      | systemd-cron makes timers of crontabs
                    farcron.service              |              | ok old cron: none runs, and none will                                                                                                 | as it should be
                    """)
    void what_the_next_boot_brings(String enabled, String masked, String found, String why)
            throws IOException {
        for (String unit : enabled.split(" ")) {
            Path file = write("/lib/systemd/system/" + unit, "");
            link("/etc/systemd/system/multi-user.target.wants/" + unit, file.toString());
        }
        if (masked != null) {
            link("/etc/systemd/system/" + masked, "/dev/null");
        }

        assertThat(found(new OldCronLook(premises()))).contains(found);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '\1',
            textBlock =
                    """
                    crontab                                                          | twice | why
                    25 6 * * * root run-parts /etc/cron.daily                        | true  | both run it
                    25 6 * * * root test ! -x /usr/sbin/anacron && run-parts /etc/cron.daily | false | one leaves it to the other
                    # 25 6 * * * root run-parts /etc/cron.daily                      | false | a remark
                    """)
    void anacron_and_the_crontab_may_run_the_same(String crontab, boolean twice, String why)
            throws IOException {
        Path timer = write("/lib/systemd/system/anacron.timer", "");
        link("/etc/systemd/system/timers.target.wants/anacron.timer", timer.toString());
        write("/etc/anacrontab", "1 5 cron.daily run-parts /etc/cron.daily\n");
        write("/etc/crontab", crontab + "\n");

        assertThat(found(new OldCronLook(premises())).getFirst().contains("anacron.timer"))
                .as(why)
                .isEqualTo(twice);
    }
}

package farcron.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.doctor.Answers.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Whether the daemon runs as it was meant to.
class DaemonLookTest extends Looking {

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    status | text                  | version | found                                                                                                              | why
                    200    | ok                    | 1.2     | ok farcron: it runs (pid 70), and is well                                                                          | all is well
                    503    | the disk is full      | 1.2     | FAIL farcron: it runs (pid 70), and is not well: the disk is full; look at what it logs                            | it says so
                    0      |                       | 1.2     | FAIL farcron: it runs (pid 70), and its socket does not answer; `systemctl restart farcron` starts it anew and lets its jobs go on; by itself systemd does so after three minutes | it hangs
                    200    | ok                    | 1.1     | warn farcron: version 1.1 runs, and 1.2 is installed; systemctl restart farcron; jobs go on meanwhile              | an upgrade without a restart
                    """)
    void the_daemon(int status, String text, String version, String found, String why)
            throws IOException {
        farcron(70);
        Answers socket =
                address ->
                        status == 0
                                ? Optional.empty()
                                : Optional.of(
                                        address.equals("/health")
                                                ? new Answer(status, text)
                                                : new Answer(
                                                        200,
                                                        "{\"v\":1,\"version\":\"%s\"}"
                                                                .formatted(version)));

        assertThat(found(new DaemonLook(premises(), socket, "1.2"))).as(why).contains(found);
    }

    @Test
    void a_daemon_that_does_not_run_is_told_with_its_unit() throws IOException {
        Files.createDirectories(root.resolve("run/systemd/system"));

        assertThat(found(new DaemonLook(premises(), _ -> Optional.empty(), "1")))
                .as("a tarball has no unit yet")
                .containsExactly("warn farcron: it does not run; farcron takeover");
        write("/usr/lib/systemd/system/farcron.service", "");
        assertThat(found(new DaemonLook(premises(), _ -> Optional.empty(), "1")))
                .containsExactly(
                        "warn farcron: it does not run; systemctl enable --now farcron",
                        "warn farcron: the next boot does not start it; systemctl enable farcron");
    }

    @Test
    void a_service_is_watched() throws IOException {
        farcron(70);
        write("/proc/70/cgroup", "0::/system.slice/farcron.service\n");
        write("/proc/70/environ", "PATH=/bin\0");
        DaemonLook look = new DaemonLook(premises(), _ -> Optional.empty(), "1");

        assertThat(found(look)).anyMatch(it -> it.contains("systemd does not watch"));
        write("/proc/70/environ", "PATH=/bin\0WATCHDOG_USEC=180000000\0");
        assertThat(found(look)).noneMatch(it -> it.contains("systemd does not watch"));
    }

    @Test
    void two_daemons_are_one_too_many() throws IOException {
        farcron(70);
        farcron(71);

        assertThat(found(new DaemonLook(premises(), _ -> Optional.empty(), "1")).getFirst())
                .isEqualTo("FAIL farcron: it runs 2 times: pids [70, 71]; stop all but one");
    }

    @Test
    void the_daemon_has_its_own_settings_of_the_jvm() throws IOException {
        Path options = write("/jvm.options", "# one\n-Xmx64m\n-XX:+UseSerialGC\n");
        process(70, "java", "java", "-Xmx64m", "farcron.Main", "daemon");
        write("/proc/70/environ", "JAVA_TOOL_OPTIONS=-Xmx9g\0");
        JvmLook look = new JvmLook(premises(), Optional.of(options));

        assertThat(found(look))
                .containsExactly(
                        "warn JVM: pid 70 runs without -XX:+UseSerialGC of %s; start it by farcron daemon or by its unit"
                                .formatted(options),
                        "warn JVM: pid 70 was given JAVA_TOOL_OPTIONS, which changes it; take it"
                                + " out of the environment of farcron.service");
        process(70, "java", "java", "@/usr/lib/farcron/jvm.options", "farcron.Main", "daemon");
        write("/proc/70/environ", "PATH=/bin\0");
        assertThat(found(look)).containsExactly("ok JVM: it runs with its own settings");
        Files.delete(root.resolve("proc/70/environ"));
        assertThat(found(look).getFirst()).startsWith("note").contains("ask again as root");
    }
}

package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a job finds around it is what cron gives, whatever the daemon itself was started with.
class SurroundingsIT {

    @RegisterExtension private final Place place = new Place();

    @Test
    void what_follows_a_percent_sign_is_standard_input() throws Exception {
        place.write(
                Place.NEVER + " name:in cat%one%two \\%%%three",
                Place.NEVER + " name:none cat; echo none\\%");
        RunningDaemon daemon = place.start();

        assertThat(output(daemon, "in")).isEqualTo("one\ntwo %\n\nthree\n");
        assertThat(output(daemon, "none")).isEqualTo("none%\n");
    }

    @Test
    void a_job_has_the_environment_of_cron_and_nothing_of_the_daemon() throws Exception {
        place.write(
                "GREETING = \"hello  there\"",
                "QUOTED='a \"b\" $HOME'",
                Place.NEVER + " name:env env | sort");
        RunningDaemon daemon =
                place.launch()
                        .with("SECRET", "x-marks-the-spot")
                        .with("TZ", "Asia/Kolkata")
                        .with("LD_LIBRARY_PATH", "/nowhere")
                        .option("--dialect", "debian")
                        .start();
        long run = daemon.run("env");
        Json end = daemon.awaitEnd(run);
        Map<String, String> found = variables(daemon.log(run));
        String user = Place.self().name();

        // Some shells make these three; cron's jobs have them from there, too.
        found.keySet().removeAll(java.util.Set.of("PWD", "SHLVL", "_"));
        Map<String, String> expected =
                new TreeMap<>(
                        Map.of(
                                "HOME",
                                Place.self().home(),
                                "LOGNAME",
                                user,
                                "PATH",
                                "/usr/bin:/bin",
                                "SHELL",
                                "/bin/sh",
                                "PLACE",
                                place.folder().toString(),
                                "GREETING",
                                "hello  there",
                                "QUOTED",
                                "a \"b\" $HOME"));
        expected.put("FARCRON_JOB", user + "/env");
        expected.put("FARCRON_RUN_ID", Long.toString(run));
        expected.put("FARCRON_ATTEMPT", "1");
        expected.put("FARCRON_SCHEDULED_AT", found.get("FARCRON_SCHEDULED_AT"));
        expected.put("FARCRON_WAVE", end.text("wave"));
        assertThat(found).isEqualTo(expected);
        assertThat(found.get("FARCRON_SCHEDULED_AT"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+05:30");
    }

    @Test
    void it_starts_in_its_home_with_umask_022_and_in_a_session_of_its_own() throws Exception {
        Files.createDirectory(place.folder().resolve("its home"));
        place.write(
                Place.NEVER + " name:usual pwd; umask; cut -d\" \" -f1,5,6 /proc/$$/stat; echo $$",
                "HOME=" + place.folder() + "/its home",
                Place.NEVER + " name:moved pwd",
                "HOME=/no/such/home",
                Place.NEVER + " name:lost pwd");
        RunningDaemon daemon = place.launch().option("--dialect", "debian").start();

        String[] usual = output(daemon, "usual").split("\n");
        assertThat(usual[0]).isEqualTo(Place.self().home());
        assertThat(usual[1]).isEqualTo("0022");
        assertThat(usual[2]).isEqualTo("%1$s %1$s %1$s".formatted(usual[3]));
        assertThat(output(daemon, "moved")).isEqualTo(place.folder() + "/its home\n");
        assertThat(output(daemon, "lost"))
                .isEqualTo(
                        Files.isDirectory(Path.of("/var/spool/cron"))
                                ? "/var/spool/cron\n"
                                : "/\n");
    }

    @Test
    void its_shell_is_the_crontabs() throws Exception {
        place.write("SHELL=/bin/bash", Place.NEVER + " name:bash echo ${BASH_VERSION:+yes} $SHELL");
        RunningDaemon daemon = place.start();

        assertThat(output(daemon, "bash")).isEqualTo("yes /bin/bash\n");
    }

    private static String output(RunningDaemon daemon, String job) throws IOException {
        long run = daemon.run(job);
        assertThat(daemon.awaitEnd(run).text("state")).isEqualTo("ok");
        return daemon.log(run);
    }

    private static Map<String, String> variables(String env) {
        return env.lines()
                .map(line -> line.split("=", 2))
                .collect(
                        Collectors.toMap(
                                parts -> parts[0],
                                parts -> parts.length > 1 ? parts[1] : "",
                                (a, b) -> b,
                                TreeMap::new));
    }
}

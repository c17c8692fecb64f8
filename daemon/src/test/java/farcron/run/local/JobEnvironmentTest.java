package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.crontab.LosslessText;
import farcron.job.Job;
import farcron.os.Account;
import farcron.os.Accounts;
import farcron.os.LogLimit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The environment, the directory and the umask of a job, whichever shell supervises.
@ParameterizedClass(name = "supervised by {0}")
@ValueSource(strings = {"/bin/dash", "/bin/bash"})
class JobEnvironmentTest {

    private static final Account SELF = new Accounts().current();

    @Parameter String shell;
    @TempDir Path state;
    private LocalRuns local;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.isExecutable(Path.of(shell)), () -> "there is no " + shell + " here");
        local = new LocalRuns(state.resolve("a 'state'"), Path.of(shell), LogLimit.DEFAULT);
    }

    @AfterEach
    void stop() {
        local.close();
    }

    private static Job job(String command, Map<String, String> settings) {
        return LocalRuns.job(command, settings, Optional.empty(), "/bin/sh");
    }

    @Test
    void the_environment_is_crons_and_ours_and_nothing_else() throws InterruptedException {
        Job job =
                job(
                        "/usr/bin/env | sort",
                        Map.of("LOGNAME", "forged", "A B", "no", "B-C", "no", "MAILTO", "a@b.c"));
        assertThat(local.output(7, job).lines().filter(line -> !fromTheShell(line)))
                .containsExactlyInAnyOrder(
                        "FARCRON_ATTEMPT=1",
                        "FARCRON_JOB=tests/job",
                        "FARCRON_RUN_ID=7",
                        "FARCRON_SCHEDULED_AT=2026-03-08T03:00:00+01:00",
                        "FARCRON_WAVE=tests/job@2026-03-08T02:00:00Z",
                        "HOME=" + SELF.home(),
                        "LOGNAME=" + SELF.name(),
                        "MAILTO=a@b.c",
                        "PATH=/usr/bin:/bin",
                        "SHELL=/bin/sh",
                        "USER=" + SELF.name());
    }

    private static boolean fromTheShell(String line) {
        return line.startsWith("PWD=") || line.startsWith("SHLVL=") || line.startsWith("_=");
    }

    /// The judge is a shell that gets the same environment without any shell before it.
    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    name       | value            | why
                    IFS        | x/               | splits nothing of ours
                    PS4        | $(touch /tmp/no) | nobody expands it
                    ENV        | /no/such/file    | only for interactive shells
                    BASH_ENV   | /no/such/file    | only for bash
                    LC_ALL     | zz_ZZ            | a locale that is not there
                    CDPATH     | /usr             | our cd is not led astray
                    PATH       | /nowhere         | and nothing is looked up in it
                    PWD        | /nowhere         | a lie, for the user's shell to find out
                    POSIXLY_CORRECT | 1           | not for our shell
                    LD_PRELOAD | /no/lib.so       | only from the user's shell on
                    QUOTES     | a'b"c`d\\e$f#g   | literally
                    BLANKS     | '  x  '          | literally
                    """)
    void a_setting_reaches_the_job_as_it_would_without_us(String name, String value, String why)
            throws Exception {
        Job job = job("/usr/bin/env | /usr/bin/sort; exit 5", Map.of(name, value));
        ProcessBuilder judge =
                new ProcessBuilder("/bin/sh", "-c", job.command().shell())
                        .directory(Path.of(SELF.home()).toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(state.resolve("judge").toFile())
                        .redirectInput(Path.of("/dev/null").toFile());
        judge.environment().clear();
        judge.environment()
                .putAll(
                        JobEnvironment.of(
                                LocalRuns.run(1, job), job, SELF, JobEnvironment.DEBIAN_PATH));
        assertThat(judge.start().waitFor()).isEqualTo(5);
        // bash exports its depth when it becomes another shell, and nothing can keep it from that.
        assertThat(local.output(1, job).replace("SHLVL=0\n", ""))
                .as(why)
                .isEqualTo(LocalRuns.text(state.resolve("judge")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UID", "EUID", "SHELLOPTS", "BASHOPTS", "OPTIND", "_", "LINENO", "PPID"})
    void a_name_that_a_shell_guards_does_not_stop_the_job(String name) throws InterruptedException {
        Job job = job("echo \"$FARCRON_RUN_ID $HOME\"", Map.of(name, "abc"));
        assertThat(local.output(1, job)).isEqualTo("1 " + SELF.home() + "\n");
    }

    @Test
    void every_byte_of_values_and_command_is_preserved() throws InterruptedException {
        byte[] all = new byte[255 - 1];
        for (int i = 0, b = 1; b < 256; b++) {
            if (b != '\n') {
                all[i++] = (byte) b;
            }
        }
        String odd = LosslessText.decode(all);
        String literal = "'" + odd.replace("'", "'\\''") + "'";
        Job job = job("printf %s \"$ODD\"; printf %s " + literal, Map.of("ODD", odd));
        String raw = new String(all, StandardCharsets.ISO_8859_1);
        assertThat(local.output(1, job)).isEqualTo(raw + raw);
    }

    @Test
    void it_runs_at_home_with_crons_umask() throws InterruptedException {
        Job job = job("pwd; umask", Map.of("HOME", "/usr/bin"));
        assertThat(local.output(1, job)).isEqualTo("/usr/bin\n0022\n");
    }

    @Test
    void a_missing_home_is_told_and_does_not_stop_the_job() throws InterruptedException {
        Job job = job("pwd", Map.of("HOME", "/no 'such' home"));
        assertThat(local.output(1, job))
                .isEqualTo(
                        "farcron: cannot enter the home directory /no 'such' home,"
                                + " so this runs in /\n/\n");
    }
}

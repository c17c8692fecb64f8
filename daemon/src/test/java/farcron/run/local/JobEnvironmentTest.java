package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.crontab.Grammar.Dialect;
import farcron.crontab.LosslessText;
import farcron.job.CronLine;
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
                        "SHELL=/bin/sh");
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
                                LocalRuns.run(1, job),
                                job,
                                SELF,
                                LocalSettings.of(Dialect.DEBIAN)));
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

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    home          | why
                    /no 'such' $x | it is not there
                    /etc/passwd   | it is no directory
                    -             | which is a directory's name, and not the one before
                    usr           | as seen from where cron is
                    ''            | and none is named at all
                    """)
    void where_a_home_cannot_be_entered_debians_job_runs_where_cron_is(String home, String why)
            throws InterruptedException {
        Path cron = Path.of("/var/spool/cron");
        assertThat(local.output(1, job("pwd", Map.of("HOME", home))))
                .as(why)
                .isEqualTo(
                        Files.isDirectory(cron)
                                ? cron + "\n"
                                : home.equals("usr") ? "/usr\n" : "/\n");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    home          | reason
                    /no 'such' $x | No such file or directory
                    /etc/passwd   | Not a directory
                    """)
    void and_cronies_does_not_run(String home, String reason) throws Exception {
        LocalSettings cronie =
                new LocalSettings(
                        Path.of(shell),
                        Dialect.CRONIE,
                        Map.of(),
                        new Drop.Stay(),
                        LogLimit.DEFAULT,
                        new Grouping.None());
        try (LocalRuns other = new LocalRuns(state.resolve("other"), cronie)) {
            assertThat(other.refusal(1, job("pwd", Map.of("HOME", home))))
                    .startsWith("cannot enter the home directory " + home + ": " + reason + "; ");
            assertThat(other.log(1)).isEmpty();
            assertThat(other.logged)
                    .containsExactly(
                            CronLine.error(SELF.name(), "ERROR chdir failed", home, reason));
        }
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    dialect | inherit | set           | variable    | value         | why
                    DEBIAN  | false   |               | USER        |               | Debian's cron sets none
                    DEBIAN  | false   | USER=x        | USER        | x             | and takes any
                    CRONIE  | false   | USER=x        | USER        | SELF          | cronie sets its own
                    CRONIE  | false   | LOGNAME=x     | LOGNAME     | SELF          | as all do
                    DEBIAN  | false   |               | LANG        |               | nothing of the daemon
                    CRONIE  | false   |               | LANG        | nl_NL         | cronie copies the locale
                    CRONIE  | false   |               | LC_TIME     | C             | all of it
                    CRONIE  | false   | LANG=C        | LANG        | C             | the crontab wins
                    CRONIE  | false   |               | MAILFROM    | root@x        | and this it copies too
                    CRONIE  | false   |               | TOKEN       |               | but nothing else
                    DEBIAN  | true    |               | TOKEN       | s=1           | asked for
                    DEBIAN  | true    | TOKEN=t       | TOKEN       | t             | the crontab wins
                    DEBIAN  | true    |               | FARCRON_LOG |               | meant for the daemon
                    DEBIAN  | true    |               | HOME        | HOME          | cron's own wins
                    DEBIAN  | true    |               | USER        | SELF          | not the daemon's
                    DEBIAN  | true    |               | PATH        | /image        | what an image is set up for
                    DEBIAN  | true    | PATH=/p       | PATH        | /p            | the crontab wins
                    DEBIAN  | false   |               | PATH        | /usr/bin:/bin | Debian's
                    CRONIE  | false   |               | PATH        | /usr/bin:/bin:/usr/sbin:/sbin | cronie's
                    """)
    void what_a_job_finds_in_its_environment(
            Dialect dialect,
            boolean inherit,
            String set,
            String variable,
            String value,
            String why) {
        String daemon =
                "TOKEN=s=1\0LANG=nl_NL\0LC_TIME=C\0MAILFROM=root@x\0FARCRON_LOG=x\0HOME=/d\0"
                        + "USER=daemon\0PATH=/image\0";
        LocalSettings settings =
                LocalSettings.of(dialect)
                        .within(daemon.getBytes(StandardCharsets.US_ASCII), inherit);
        String[] setting = set == null ? new String[0] : set.split("=");
        Job job = job("true", set == null ? Map.of() : Map.of(setting[0], setting[1]));
        String expected =
                switch (value) {
                    case "SELF" -> SELF.name();
                    case "HOME" -> SELF.home();
                    case null, default -> value;
                };
        assertThat(JobEnvironment.of(LocalRuns.run(1, job), job, SELF, settings).get(variable))
                .as(why)
                .isEqualTo(expected);
    }
}

package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar.Dialect;
import farcron.job.Job;
import farcron.job.Outcome;
import farcron.os.Account;
import farcron.os.Accounts;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A line for Fargate as a process of this machine finds nothing but what a container would find,
/// whatever the daemon's own surroundings are.
class LocalTaskTest {

    private static final Account SELF = new Accounts().current();

    @TempDir Path state;
    private LocalRuns local;

    @BeforeEach
    void start() throws IOException {
        String daemon = "TOKEN=s\0AWS_SECRET_ACCESS_KEY=s\0USER=daemon\0LANG=nl_NL\0PATH=/image\0";
        byte[] bytes = daemon.getBytes(StandardCharsets.US_ASCII);
        local = new LocalRuns(state, LocalSettings.of(Dialect.CRONIE).within(bytes, true));
    }

    @AfterEach
    void stop() {
        local.close();
    }

    private String output(String command, Map<String, String> settings, String shell)
            throws InterruptedException {
        return local.output(1, LocalTasks.task(command, settings, shell));
    }

    @Test
    void its_environment_is_the_containers_and_nothing_else() throws InterruptedException {
        Map<String, String> settings =
                Map.ofEntries(
                        Map.entry("MODEL", "a b"),
                        Map.entry("EMPTY", ""),
                        Map.entry("SHELL", "/bin/bash"),
                        Map.entry("PATH", "/opt/bin"),
                        Map.entry("HOME", "/opt"),
                        Map.entry("LOGNAME", "forged"),
                        Map.entry("MAILTO", "a@b.c"),
                        Map.entry("FARGATE_CLUSTER", "batch"));
        assertThat(output("env", settings, "none").lines())
                .containsExactlyInAnyOrder(
                        "EMPTY=",
                        "FARCRON_ATTEMPT=1",
                        "FARCRON_JOB=tests/job",
                        "FARCRON_RUN_ID=1",
                        "FARCRON_SCHEDULED_AT=2026-03-08T03:00:00+01:00",
                        "FARCRON_WAVE=tests/job@2026-03-08T02:00:00Z",
                        "HOME=" + SELF.home(),
                        "MODEL=a b",
                        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    }

    @Test
    void it_starts_where_a_container_does_and_has_nothing_to_read() throws InterruptedException {
        assertThat(output("pwd; umask; cat", Map.of(), "/bin/sh")).isEqualTo("/\n0022\n");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    shell     | command                      | arguments
                    /bin/sh   | cat /proc/$$/cmdline; :      | /bin/sh~-c~cat /proc/$$/cmdline; :~
                    /bin/bash | cat /proc/$$/cmdline; :      | /bin/bash~-c~cat /proc/$$/cmdline; :~
                    none      | cat /proc/self/cmdline       | cat~/proc/self/cmdline~
                    none      | printf '%s~' "a  b" $HOME \\; | a  b~$HOME~;~
                    none      | printf '%s~' -x '' "it's"    | -x~~it's~
                    """)
    void it_is_given_the_arguments_that_the_container_would_be_given(
            String shell, String command, String arguments) throws InterruptedException {
        assertThat(output(command, Map.of(), shell).replace('\0', '~')).isEqualTo(arguments);
    }

    @Test
    void its_exit_code_is_the_commands() throws InterruptedException {
        assertThat(local.exited(1, LocalTasks.task("exit 7", Map.of(), "/bin/sh")).code())
                .isEqualTo(7);
    }

    @Test
    void a_program_that_is_not_on_this_machine_is_told_in_the_output() throws InterruptedException {
        Job job = LocalTasks.task("no-such-program --full", Map.of(), "none");
        assertThat(local.exited(1, job).code()).isEqualTo(127);
        assertThat(local.log(1)).contains("no-such-program");
    }

    @Test
    void what_an_earlier_daemon_has_begun_on_aws_is_not_begun_here_again() throws Exception {
        Files.createDirectories(local.runs.resolve("1"));
        Files.writeString(local.runs.resolve("1/task"), "{}");
        assertThat(local.runner.adopt(LocalRuns.run(1))).isTrue();
        assertThat(local.next().outcome())
                .isInstanceOfSatisfying(
                        Outcome.Lost.class,
                        lost -> assertThat(lost.reason()).contains("look for the task there"));
        assertThat(local.runs.resolve("1/task")).exists();
    }

    @Test
    void its_test_is_asked_in_crons_surroundings() throws InterruptedException {
        Job job =
                LocalRuns.when(
                        "[ \"$PWD:$SHELL:$TOKEN:$LOGNAME\" = \"$HOME:/bin/sh:s:"
                                + SELF.name()
                                + "\" ]",
                        LocalTasks.task("exit 1", Map.of(), "none"));
        local.runner.ask(LocalRuns.run(1, job), job);
        assertThat(LocalRuns.next(local.answers).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Exited.class, exited -> assertThat(exited.code()).isZero());
    }
}

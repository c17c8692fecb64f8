package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.crontab.Grammar.Dialect;
import farcron.job.Job;
import farcron.job.Outcome;
import farcron.job.RunLabel;
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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a job of the daemon's own user is run and what is told of it, whichever shell supervises,
/// and also when a session stands between the two.
@ParameterizedClass(name = "supervised by {0}, session: {1}")
@CsvSource({"/bin/dash, false", "/bin/bash, false", "/bin/dash, true", "/bin/bash, true"})
class LocalRunnerTest {

    private static final Account SELF = new Accounts().current();

    @Parameter(0)
    String shell;

    @Parameter(1)
    boolean session;

    @TempDir Path state;
    private LocalRuns local;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.isExecutable(Path.of(shell)), () -> "there is no " + shell + " here");
        assumeTrue(!session || SELF.uid() == 0, "only root can open sessions: skipped");
        local = runs();
    }

    private LocalRuns runs() throws IOException {
        Drop drop = session ? SessionProgram.plain() : new Drop.Stay();
        return new LocalRuns(
                state.resolve("a 'state'"),
                new LocalSettings(
                        Path.of(shell),
                        Dialect.DEBIAN,
                        Map.of(),
                        drop,
                        LogLimit.DEFAULT,
                        new Grouping.None()));
    }

    @AfterEach
    void stop() {
        if (local != null) {
            local.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    command         | code | why
                    true            | 0    | all is well
                    exit 3          | 3    | its own word
                    no-such-program | 127  | the shell did not find it
                    /etc/passwd     | 126  | it is no program
                    kill -9 $$      | 137  | 128 + the signal
                    kill -TERM $$   | 143  | 128 + the signal
                    kill -INT $$    | 130  | an interrupt of the job is none of the supervisor
                    kill -USR1 0    | 138  | the whole group of the job, and nobody else
                    """)
    void the_exit_status_is_the_commands(String command, int code, String why)
            throws InterruptedException {
        assertThat(local.code(1, command)).as(why).isEqualTo(code);
        assertThat(local.log(1)).doesNotContain("Killed", "Terminated");
    }

    @Test
    void a_shell_that_does_not_exist_is_told_in_the_log() throws InterruptedException {
        Job job = LocalRuns.job("true", Map.of(), Optional.empty(), "/no/such/shell");
        assertThat(local.exited(1, job).code()).isEqualTo(session ? 1 : 127);
        if (session) {
            assertThat(local.log(1))
                    .isEqualTo("/no/such/shell: execle: No such file or directory\n");
        } else {
            assertThat(local.log(1))
                    .contains("/no/such/shell")
                    .containsPattern("not found|No such file");
        }
    }

    @Test
    void its_folder_says_which_run_it_is() throws Exception {
        Job job = LocalRuns.job("true", Map.of("BYTES", "\udcff"), Optional.empty(), "/bin/sh");
        local.exited(7, job);
        String label = LocalRuns.text(local.folder(7).script()).lines().findFirst().orElseThrow();
        assertThat(RunLabel.parse(label, LocalRuns.DUE))
                .hasValueSatisfying(run -> assertThat(run.id()).isEqualTo(7));
    }

    @Test
    void the_text_after_the_percent_sign_is_standard_input() throws InterruptedException {
        Job job = LocalRuns.job("cat; echo end", Map.of(), Optional.of("one\ntwo\n"), "/bin/sh");
        assertThat(local.output(1, job)).isEqualTo("one\ntwo\nend\n");
        assertThat(local.output(2, LocalRuns.job("cat; echo end"))).isEqualTo("end\n");
    }

    @Test
    void output_and_errors_are_in_one_log_in_the_order_written() throws InterruptedException {
        Job job = LocalRuns.job("for i in 1 2 3; do echo o$i; echo e$i >&2; done");
        assertThat(local.output(1, job)).isEqualTo("o1\ne1\no2\ne2\no3\ne3\n");
    }

    @Test
    void it_is_a_session_of_its_own() throws InterruptedException {
        Job job = LocalRuns.job("read -r s </proc/$$/stat; set -- $s; echo $(($1-$5)) $(($1-$6))");
        assertThat(local.output(1, job)).isEqualTo("0 0\n");
    }

    @Test
    void it_has_three_files_open() throws InterruptedException {
        // The shell's own look at /proc needs one more.
        Job job = LocalRuns.job("exec /bin/ls /proc/self/fd");
        assertThat(local.output(1, job)).isEqualTo("0\n1\n2\n3\n");
    }

    @Test
    void it_ignores_and_blocks_no_signal() throws InterruptedException {
        Job job = LocalRuns.job("exec /bin/cat /proc/self/status");
        assertThat(local.output(1, job))
                .contains(
                        """
                        SigBlk:\t0000000000000000
                        SigIgn:\t%s
                        SigCgt:\t0000000000000000
                        """
                                .formatted(ignored()));
    }

    /// The JVM's parent may have left it ignoring SIGHUP or the like; a JVM cannot undo that. A
    /// session can, but for the two that the C library keeps for itself.
    private String ignored() throws InterruptedException {
        long here = Long.parseLong(ignoredHere(), 16);
        return "%016x".formatted(session ? here & 0x1_8000_0000L : here);
    }

    private static String ignoredHere() throws InterruptedException {
        try {
            Process bare = new ProcessBuilder("/bin/grep", "SigIgn", "/proc/self/status").start();
            String line = new String(bare.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return line.substring(line.indexOf('\t') + 1).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_child_that_keeps_the_output_open_does_not_delay_the_end() throws InterruptedException {
        long before = System.nanoTime();
        Job job = LocalRuns.job("/bin/sleep 300 & echo $!");
        long child = Long.parseLong(local.output(1, job).strip());
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
        ProcessHandle.of(child).ifPresent(ProcessHandle::destroy);
    }

    @Test
    void stop_asks_the_whole_group_and_force_ends_it() throws InterruptedException {
        String tree = "trap 'echo asked' TERM; (trap '' TERM; echo up; sleep 30) & wait; wait";
        local.start(1, tree);
        LocalRuns.await("the tree is up", () -> local.log(1).contains("up"));
        local.runner.stop(LocalRuns.run(1), false);
        LocalRuns.await("it was asked", () -> local.log(1).contains("asked"));
        assertThat(local.told).isEmpty();
        local.runner.stop(LocalRuns.run(1), true);
        assertThat(local.next().outcome())
                .isInstanceOfSatisfying(
                        Outcome.Exited.class, exited -> assertThat(exited.code()).isEqualTo(137));
    }

    @Test
    void its_folder_keeps_why_it_was_asked_to_end_unless_it_had_ended_by_itself()
            throws InterruptedException {
        local.start(1, "echo up; sleep 30");
        LocalRuns.await("it is up", () -> local.log(1).contains("up"));
        local.runner.stop(LocalRuns.run(1).because("it took longer than 1m"), false);
        local.runner.stop(LocalRuns.run(1).because("stopped by ann"), true);
        local.next();
        local.start(2, "exit 3");
        local.next();
        local.runner.stop(LocalRuns.run(2).because("stopped by ann"), false);
        local.start(3, "true");
        local.next();

        assertThat(local.folder(1).stopped()).hasContent("it took longer than 1m");
        assertThat(local.folder(2).stopped()).doesNotExist();
    }

    @Test
    void a_stop_that_follows_the_start_at_once_is_not_lost() throws InterruptedException {
        local.start(1, "sleep 30");
        local.runner.stop(LocalRuns.run(1), false);
        assertThat(local.next().outcome())
                .isInstanceOfSatisfying(
                        Outcome.Exited.class, exited -> assertThat(exited.code()).isEqualTo(143));
        local.runner.stop(LocalRuns.run(1), true);
    }

    @Test
    void a_run_that_is_asked_for_twice_runs_once() throws IOException, InterruptedException {
        Path file = state.resolve("ran");
        local.start(1, "echo once >>'" + file + "'; sleep 1; exit 4");
        LocalRuns.await("it runs", () -> Files.exists(file));
        try (LocalRuns other = runs()) {
            other.start(1, "echo twice >>'" + file + "'");
            assertThat(((Outcome.Exited) other.next().outcome()).code()).isEqualTo(4);
        }
        local.next();
        assertThat(LocalRuns.text(file)).isEqualTo("once\n");
    }

    @Test
    void times_and_usage_are_those_of_the_command() throws Exception {
        Instant before = stamp("before");
        Outcome.Exited exited =
                local.exited(1, LocalRuns.job("i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done"));
        assertThat(exited.started()).isBetween(before, exited.ended());
        assertThat(exited.ended()).isBetween(exited.started(), stamp("after"));
        assertThat(exited.usage().cpuSeconds().orElseThrow()).isBetween(0.01, 30.0);
        assertThat(exited.usage().logBytes()).isZero();
    }

    /// Now, on the clock of the file system, which lags behind others.
    private Instant stamp(String name) throws IOException {
        return Files.getLastModifiedTime(Files.createFile(state.resolve(name))).toInstant();
    }

    @Test
    void nobody_else_can_read_the_files() throws Exception {
        Job job = LocalRuns.job("echo x", Map.of(), Optional.of("in"), "/bin/sh");
        local.exited(1, job);
        var folder = local.folder(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                .isEqualTo("rwx------");
        for (Path file :
                List.of(
                        folder.script(),
                        folder.stdin(),
                        folder.log(),
                        folder.claim(),
                        folder.status())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as(file.toString())
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_job_of_another_user_is_not_run_as_this_one() throws InterruptedException {
        assumeFalse(session, "a session is for jobs of other users");
        String other = SELF.uid() == 0 ? "nobody" : "root";
        assertThat(local.refusal(1, LocalRuns.of(other, LocalRuns.job("true"))))
                .startsWith("this daemon runs as " + SELF.name() + " and cannot run jobs of ");
        assertThat(local.refusal(1, LocalRuns.of("no such user", LocalRuns.job("true"))))
                .isEqualTo("there is no user \"no such user\" on this machine");
    }
}

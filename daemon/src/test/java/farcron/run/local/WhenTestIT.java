package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar.Dialect;
import farcron.job.Job;
import farcron.job.Outcome;
import farcron.job.RunFolder;
import farcron.job.RunRecord;
import farcron.os.Account;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The `when:` test of a line is asked as its job would be run, and leaves nothing behind. As root
/// only.
class WhenTestIT {

    @RegisterExtension static final ThrowawayAccounts ACCOUNTS = new ThrowawayAccounts();
    private static Account tilda;

    @TempDir Path state;

    @BeforeAll
    static void addTilda() throws Exception {
        tilda = ACCOUNTS.add();
    }

    private LocalRuns runs(Duration mayTake) throws IOException {
        LocalSettings settings = LocalSettings.of(Dialect.DEBIAN).dropping(SessionProgram.plain());
        return new LocalRuns(state, settings, mayTake);
    }

    private LocalRuns runs() throws IOException {
        return runs(Duration.ofSeconds(60));
    }

    private static Job asking(String test) {
        Map<String, String> settings = Map.of("ANSWER", "4");
        Job job = LocalRuns.job("echo ran", settings, Optional.of("input"), "/bin/bash");
        return LocalRuns.when(test, LocalRuns.of(tilda.name(), job));
    }

    private static RunRecord ask(LocalRuns local, String test) {
        Job job = asking(test);
        RunRecord run = LocalRuns.run(1, job);
        local.runner.ask(run, job);
        return run;
    }

    private static Outcome answer(LocalRuns local) throws InterruptedException {
        LocalRuns.Told told = LocalRuns.next(local.answers);
        assertThat(told.run()).isEqualTo(1);
        return told.outcome();
    }

    private static int code(LocalRuns local) throws InterruptedException {
        return ((Outcome.Exited) answer(local)).code();
    }

    private void assertNothingIsLeft(LocalRuns local) throws IOException {
        assertThat(local.runs.resolve("when")).isEmptyDirectory();
        assertThat(local.runs.resolve("1")).doesNotExist();
        assertThat(local.told).isEmpty();
        assertThat(local.answers).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    test                           | code | why
                    true                           | 0    | yes
                    test -e /no/such/file          | 1    | no
                    exit $ANSWER                   | 4    | the crontab's variables are there
                    exit $FARCRON_RUN_ID           | 1    | and ours
                    [[ $(id -un) == $LOGNAME ]]    | 0    | it is the user, and the line's own shell
                    [[ $(id -u) == 0 ]]            | 1    | and not root
                    [[ $PWD == $HOME ]]            | 0    | in the user's home
                    read line                      | 1    | what the job reads is not for it
                    kill -9 $$                     | 137  | it is killed
                    """)
    void the_answer_is_an_exit_status(String test, int code, String why) throws Exception {
        try (LocalRuns local = runs()) {
            ask(local, test);
            assertThat(code(local)).as(why).isEqualTo(code);
            assertNothingIsLeft(local);
        }
    }

    @Test
    void then_the_run_starts_as_if_nothing_had_been() throws Exception {
        try (LocalRuns local = runs()) {
            ask(local, "echo noise");
            assertThat(code(local)).isZero();
            assertThat(local.output(1, asking("true"))).isEqualTo("ran\n");
        }
    }

    @Test
    void one_that_takes_too_long_is_ended_with_all_that_it_has_started() throws Exception {
        Path pids = Path.of(tilda.home(), "pids");
        try (LocalRuns local = runs(Duration.ofSeconds(5))) {
            ask(local, "trap '' TERM; setsid sleep 300 & echo $! >$HOME/pids; wait; sleep 300");
            assertThat(answer(local))
                    .isEqualTo(new Outcome.NotStarted("its when: test took longer than 5 s"));
            assertNothingIsLeft(local);
            long pid = Long.parseLong(LocalRuns.text(pids).strip());
            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        }
    }

    @Test
    void it_can_be_stopped() throws Exception {
        try (LocalRuns local = runs()) {
            RunRecord run = ask(local, "sleep 300");
            local.runner.stop(run, false);
            assertThat(code(local)).isEqualTo(143);
            assertNothingIsLeft(local);
        }
    }

    @Test
    void who_cannot_be_asked_is_told() throws Exception {
        try (LocalRuns local = runs()) {
            Job job = LocalRuns.when("true", LocalRuns.of("fc-nobody-has", LocalRuns.job(":")));
            local.runner.ask(LocalRuns.run(1, job), job);
            assertThat(answer(local))
                    .isEqualTo(
                            new Outcome.NotStarted(
                                    "there is no user \"fc-nobody-has\" on this machine"));
        }
    }

    @Test
    void after_a_daemons_death_one_that_still_runs_is_waited_for() throws Exception {
        Path asked = Path.of(tilda.home(), "asked");
        String test = "echo x >>$HOME/asked; until [ -e $HOME/gate ]; do sleep 0.05; done; exit 5";
        try (LocalRuns first = runs()) {
            ask(first, test);
            LocalRuns.await("it runs", () -> Files.exists(asked));
        }
        try (LocalRuns second = runs()) {
            ask(second, test);
            Files.createFile(Path.of(tilda.home(), "gate"));
            assertThat(code(second)).isEqualTo(5);
            assertThat(LocalRuns.text(asked)).isEqualTo("x\n");
        }
    }

    @Test
    void after_a_daemons_death_one_that_has_ended_is_asked_anew() throws Exception {
        RunFolder old = RunFolder.of(state.resolve("runs/when"), 1);
        Files.createDirectories(old.path());
        Files.writeString(old.claim(), "1 (sh) S 1 1 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 99 boot\n");
        Files.writeString(old.status(), "0m0s 0m0s\n0m0s 0m0s\n0\n");
        try (LocalRuns local = runs()) {
            ask(local, "exit 6");
            assertThat(code(local)).isEqualTo(6);
            assertNothingIsLeft(local);
        }
    }

    @Test
    void what_an_earlier_daemon_has_left_of_tests_is_cleared_away() throws Exception {
        RunFolder old = RunFolder.of(state.resolve("runs/when"), 7);
        Files.createDirectories(old.path());
        Files.writeString(old.script(), "half wri");
        try (LocalRuns local = runs()) {
            ask(local, "true");
            assertThat(code(local)).isZero();
            assertNothingIsLeft(local);
        }
    }

    @Test
    void where_nothing_can_be_written_it_is_asked_from_another_place() throws Exception {
        Files.createDirectories(state.resolve("runs"));
        Files.createFile(state.resolve("runs/when"));
        try (LocalRuns local = runs()) {
            ask(local, "exit 7");
            assertThat(code(local)).isEqualTo(7);
        }
    }
}

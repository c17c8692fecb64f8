package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar.Dialect;
import farcron.job.Job;
import farcron.job.Outcome;
import farcron.job.RunFolder;
import farcron.os.Account;
import farcron.run.Errand;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// Errands of a run, as the run's user. As root only.
class ErrandIT {

    @RegisterExtension static final ThrowawayAccounts ACCOUNTS = new ThrowawayAccounts();
    private static Account ida;

    @TempDir Path state;

    @BeforeAll
    static void addIda() throws Exception {
        ida = ACCOUNTS.add();
    }

    private LocalRuns runs(Drop drop) throws Exception {
        return new LocalRuns(state, LocalSettings.of(Dialect.DEBIAN).dropping(drop));
    }

    private static Errand errand(String user, String... command) {
        return new Errand(
                "mailing",
                user,
                List.of(command),
                new TreeMap<>(Map.of("HOME", ida.home(), "LD_PRELOAD", "", "WHAT", "a 'b'")),
                "to send\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static Outcome outcome(CompletionStage<Outcome> asked) throws Exception {
        return asked.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static int code(CompletionStage<Outcome> asked) throws Exception {
        return ((Outcome.Exited) outcome(asked)).code();
    }

    private static Job idas(String command) {
        return LocalRuns.of(ida.name(), LocalRuns.job(command));
    }

    @Test
    void it_runs_as_the_user_with_exactly_its_environment_and_its_own_log() throws Exception {
        try (LocalRuns local = runs(SessionProgram.withPam(state).drop())) {
            assertThat(local.output(1, idas("echo out"))).isEqualTo("out\n");
            String script = "id -u; pwd; cat; /usr/bin/env | sort; exit 3";
            RunFolder run = local.folder(1);
            Errand errand = errand(ida.name(), "/bin/sh", "-c", script);
            assertThat(code(local.runner.run(run, errand))).isEqualTo(3);
            assertThat(LocalRuns.text(run.errand("mailing").log()))
                    .isEqualTo(
                            "%d\n%s\nto send\nHOME=%2$s\nLD_PRELOAD=\nPWD=%2$s\nWHAT=a 'b'\n"
                                    .formatted(ida.uid(), ida.home()));
            assertThat(local.log(1)).isEqualTo("out\n");
            assertThat(local.told).isEmpty();
        }
    }

    @Test
    void it_is_done_once_however_often_it_is_asked_for() throws Exception {
        String script = "echo x; echo again >>\"$HOME/done\"; exit 5";
        Errand errand = errand(ida.name(), "/bin/sh", "-c", script);
        RunFolder run;
        try (LocalRuns local = runs(SessionProgram.plain())) {
            local.output(1, idas("echo out"));
            run = local.folder(1);
            assertThat(code(local.runner.run(run, errand))).isEqualTo(5);
            assertThat(code(local.runner.run(run, errand))).isEqualTo(5);
        }
        try (LocalRuns later = runs(SessionProgram.plain())) {
            assertThat(code(later.runner.run(run, errand))).isEqualTo(5);
        }
        assertThat(LocalRuns.text(Path.of(ida.home(), "done"))).isEqualTo("again\n");
    }

    @Test
    void one_that_was_only_prepared_is_done_by_the_next_daemon() throws Exception {
        try (LocalRuns local = runs(SessionProgram.plain())) {
            local.output(1, idas("echo out"));
            RunFolder left = local.folder(1).errand("mailing");
            Files.createDirectory(left.path());
            Files.writeString(left.script(), "half wri");
            Errand errand = errand(ida.name(), "/bin/cat");
            assertThat(code(local.runner.run(local.folder(1), errand))).isZero();
            assertThat(LocalRuns.text(left.log())).isEqualTo("to send\n");
        }
    }

    @Test
    void what_cannot_be_done_is_an_answer_too() throws Exception {
        try (LocalRuns local = runs(SessionProgram.plain())) {
            RunFolder gone = new RunFolder(state.resolve("gone"));
            assertThat(outcome(local.runner.run(gone, errand(ida.name(), "/bin/true"))))
                    .isInstanceOf(Outcome.NotStarted.class);
            local.output(1, idas("echo out"));
            assertThat(outcome(local.runner.run(local.folder(1), errand("fc-gone", "/bin/true"))))
                    .isEqualTo(
                            new Outcome.NotStarted("there is no user \"fc-gone\" on this machine"));
        }
    }

    @Test
    void it_has_a_session_of_its_own_and_so_the_users_limits() throws Exception {
        SessionProgram program =
                SessionProgram.withPam(state)
                        .with(
                                "limits.d/test.conf",
                                ida.name() + " - nofile 321",
                                ida.name() + " - priority 5")
                        .with("environment", "FROM_PAM=here");
        try (LocalRuns local = runs(program.drop())) {
            local.output(1, idas("echo out"));
            RunFolder run = local.folder(1);
            String script = "ulimit -n; nice; echo ${FROM_PAM-no}; cat /proc/self/loginuid";
            assertThat(code(local.runner.run(run, errand(ida.name(), "/bin/sh", "-c", script))))
                    .isZero();
            assertThat(LocalRuns.text(run.errand("mailing").log()))
                    .isEqualTo("321\n5\nno\n" + ida.uid());
        }
    }

    @Test
    void a_program_that_is_not_there_is_told_in_its_log() throws Exception {
        try (LocalRuns local = runs(SessionProgram.plain())) {
            local.output(1, idas("echo out"));
            RunFolder run = local.folder(1);
            assertThat(code(local.runner.run(run, errand(ida.name(), "/no/mailer", "a b"))))
                    .isOne();
            assertThat(LocalRuns.text(run.errand("mailing").log()))
                    .isEqualTo("/no/mailer: execle: No such file or directory\n");
        }
    }
}

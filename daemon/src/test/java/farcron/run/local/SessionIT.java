package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar.Dialect;
import farcron.job.CronLine;
import farcron.job.Job;
import farcron.job.Outcome;
import farcron.os.Account;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The session around a job: what PAM gives and refuses, with the service that the project ships,
/// and what becomes of a job that cannot be run as it should. As root only.
class SessionIT {

    @RegisterExtension static final ThrowawayAccounts ACCOUNTS = new ThrowawayAccounts();
    private static Account otto;

    @TempDir Path state;

    @BeforeAll
    static void addOtto() throws Exception {
        otto = ACCOUNTS.add();
    }

    private LocalRuns runs(Drop drop, Dialect dialect) throws IOException {
        return new LocalRuns(state, LocalSettings.of(dialect).dropping(drop));
    }

    private LocalRuns runs(SessionProgram program) throws IOException {
        return runs(program.drop(), Dialect.DEBIAN);
    }

    private static Job ottos(String command, Map<String, String> settings) {
        Job job = LocalRuns.job(command, settings, Optional.empty(), "/bin/sh");
        return LocalRuns.of(otto.name(), job);
    }

    private static Job ottos(String command) {
        return ottos(command, Map.of());
    }

    @Test
    void limits_environment_locale_and_audit_id_are_those_that_cron_would_give() throws Exception {
        SessionProgram program =
                SessionProgram.withPam(state)
                        .with("limits.d/test.conf", otto.name() + " - nofile 321")
                        .with("environment", "FROM_PAM=here", "PATH=/pam", "MINE=pams")
                        .with("locale", "LANG=C.UTF-8");
        try (LocalRuns local = runs(program)) {
            Job job =
                    ottos(
                            "ulimit -n; echo $FROM_PAM $PATH $MINE $LANG; cat /proc/self/loginuid",
                            Map.of("MINE", "mine"));
            assertThat(local.output(1, job))
                    .isEqualTo("321\nhere /usr/bin:/bin mine C.UTF-8\n%d".formatted(otto.uid()));
        }
    }

    @Test
    void a_session_is_closed_by_root_also_when_the_job_is_killed() throws Exception {
        Path diary = state.resolve("diary");
        Path writer = state.resolve("writer");
        Files.writeString(
                writer, "#!/bin/sh\necho $PAM_TYPE $PAM_USER $PAM_TTY $(id -u) >>" + diary);
        Files.setPosixFilePermissions(writer, PosixFilePermissions.fromString("rwx------"));
        SessionProgram program =
                SessionProgram.withPam(state).alsoAsking("session required pam_exec.so " + writer);
        try (LocalRuns local = runs(program)) {
            local.start(1, ottos("echo up; sleep 30"));
            LocalRuns.await("it runs", () -> local.log(1).contains("up"));
            local.runner.stop(LocalRuns.run(1), true);
            assertThat(((Outcome.Exited) local.next().outcome()).code()).isEqualTo(137);
        }
        assertThat(Files.readAllLines(diary))
                .containsExactly(
                        "open_session %s cron 0".formatted(otto.name()),
                        "close_session %s cron 0".formatted(otto.name()));
    }

    @Test
    void what_modules_write_is_not_the_output_of_the_job() throws Exception {
        SessionProgram program =
                SessionProgram.withPam(state)
                        .alsoAsking("session optional pam_echo.so hello from a module")
                        .alsoAsking("session optional pam_exec.so stdout /bin/echo hello");
        try (LocalRuns local = runs(program)) {
            assertThat(local.output(1, ottos("echo mine"))).isEqualTo("mine\n");
        }
    }

    @Test
    void a_module_that_refuses_keeps_the_job_from_running_and_is_told() throws Exception {
        SessionProgram program =
                SessionProgram.withPam(state).alsoAsking("session required pam_deny.so");
        try (LocalRuns local = runs(program)) {
            assertThat(local.refusal(1, ottos("id")))
                    .startsWith("PAM could not open a session for " + otto.name() + ": ")
                    .contains("session = plain");
            assertThat(local.log(1)).isEmpty();
        }
    }

    @Test
    void cronies_words_for_a_refusal_are_in_its_log() throws Exception {
        SessionProgram program =
                SessionProgram.withPam(state).alsoAsking("account required pam_deny.so");
        try (LocalRuns local = runs(program.drop(), Dialect.CRONIE)) {
            assertThat(local.refusal(1, ottos("id"))).startsWith("PAM refuses account ");
            assertThat(local.logged)
                    .containsExactly(
                            CronLine.error(otto.name(), "PAM ERROR", "Authentication failure"),
                            CronLine.error(
                                    otto.name(),
                                    "FAILED to authorize user with PAM",
                                    "Authentication failure"));
        }
    }

    @Test
    void cronie_runs_no_job_outside_its_home() throws Exception {
        Path closed = Files.createDirectory(state.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (LocalRuns local = runs(SessionProgram.plain(), Dialect.CRONIE)) {
            assertThat(local.refusal(1, ottos("echo no", Map.of("HOME", "/no/such"))))
                    .isEqualTo(
                            "cannot enter the home directory /no/such: No such file or directory;"
                                    + " mend it, or set HOME in the crontab");
            assertThat(local.refusal(2, ottos("echo no", Map.of("HOME", closed.toString()))))
                    .contains("closed: Permission denied");
            assertThat(local.log(1) + local.log(2)).isEmpty();
            assertThat(local.logged.poll())
                    .isEqualTo(
                            CronLine.error(
                                    otto.name(),
                                    "ERROR chdir failed",
                                    "/no/such",
                                    "No such file or directory"));
        }
    }

    @Test
    void nothing_that_a_job_writes_is_taken_for_a_refusal() throws Exception {
        try (LocalRuns local = runs(SessionProgram.plain(), Dialect.DEBIAN)) {
            String forged = "echo 'refused home x: y'; echo 'refused home x: y' >&3; exit 4";
            assertThat(local.exited(1, ottos(forged)).code()).isEqualTo(4);
        }
    }

    /// The kernel lets a user's first process be a shell, which then cannot fork; any further one
    /// it does not let be anything. See execve(2), EAGAIN.
    @Test
    void over_its_process_limit_a_job_does_not_run_and_not_as_root_either() throws Exception {
        SessionProgram program =
                SessionProgram.withPam(state)
                        .with("limits.d/test.conf", otto.name() + " - nproc 0");
        try (LocalRuns local = runs(program)) {
            String command = "id >/tmp/" + otto.name() + "; true";
            assertThat(local.exited(1, ottos(command)).code()).isIn(1, 2);
            assertThat(local.log(1))
                    .containsPattern("execle: Resource temporarily unavailable|Cannot fork");
        }
        Path written = Path.of("/tmp", otto.name());
        assertThat(Files.exists(written) ? Files.readString(written) : "").isEmpty();
        Files.deleteIfExists(written);
    }

    @Test
    void what_asks_all_processes_to_end_ends_none_that_wait_for_a_job() throws Exception {
        try (LocalRuns local = runs(SessionProgram.withPam(state))) {
            local.start(1, ottos("echo up; until [ -e $HOME/gate ]; do sleep 0.05; done; exit 9"));
            LocalRuns.await("it runs", () -> local.log(1).contains("up"));
            Stop processes = Stop.of(local.folder(1)).orElseThrow();
            for (String signal : List.of("TERM", "HUP", "INT", "QUIT", "PIPE")) {
                new ProcessBuilder(
                                "/bin/kill",
                                "-s",
                                signal,
                                Long.toString(processes.supervisor()),
                                Long.toString(processes.parent()))
                        .start()
                        .waitFor();
            }
            Files.createFile(Path.of(otto.home(), "gate"));
            assertThat(((Outcome.Exited) local.next().outcome()).code()).isEqualTo(9);
        }
    }
}

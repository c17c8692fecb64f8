package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.crontab.Grammar.Dialect;
import farcron.job.Job;
import farcron.job.Outcome;
import farcron.job.RunRecord;
import farcron.os.Accounts;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a stop reaches: all that a job has started, wherever it has gone.
@ParameterizedClass(name = "by way of {0}")
@EnumSource
class WholeTreeIT {

    enum Way {
        STAY,
        SETPRIV,
        SESSION
    }

    /// Ignores TERM, in a session of its own.
    private static final String DEAF = "setsid sh -c 'trap \"\" TERM; echo up; sleep 300; :'";

    @Parameter Way way;
    @TempDir Path state;
    private LocalRuns local;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(
                way == Way.STAY || new Accounts().current().uid() == 0,
                "only root becomes others: skipped");
        local = runs();
    }

    private LocalRuns runs() throws IOException {
        Drop drop =
                switch (way) {
                    case STAY -> new Drop.Stay();
                    case SETPRIV -> new Drop.Plain();
                    case SESSION -> SessionProgram.plain();
                };
        return new LocalRuns(state, LocalSettings.of(Dialect.DEBIAN).dropping(drop));
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (local != null) {
            local.close();
            ours().forEach(ProcessHandle::destroyForcibly);
        }
    }

    /// Its processes are known by their environment.
    private Job job(String command) {
        Map<String, String> mark = Map.of("STATE", state.toString());
        return LocalRuns.job(command, mark, Optional.empty(), "/bin/sh");
    }

    private List<ProcessHandle> ours() {
        return ProcessHandle.allProcesses().filter(this::isOurs).toList();
    }

    private boolean isOurs(ProcessHandle process) {
        try {
            Path environment = Path.of("/proc/" + process.pid() + "/environ");
            return new String(Files.readAllBytes(environment), StandardCharsets.ISO_8859_1)
                    .contains("STATE=" + state);
        } catch (IOException goneOrForeign) {
            return false;
        }
    }

    private void await(String what, int lines) throws InterruptedException {
        LocalRuns.await(what, () -> local.log(1).lines().filter("up"::equals).count() >= lines);
    }

    /// Of a job with one deaf child, which has a child itself.
    private void awaitLeadersEnd() throws InterruptedException {
        LocalRuns.await("the leader is gone", () -> ours().size() == 2);
    }

    private int ended() throws InterruptedException {
        int code = ((Outcome.Exited) local.next().outcome()).code();
        assertThat(ours()).as("left when the end is told").isEmpty();
        return code;
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    command                                  | up | why
                    trap '' TERM; DEAF & echo up; wait; wait | 2  | it is deaf, and has a deaf child in a session of its own
                    DEAF & DEAF & trap '' TERM; echo up; DEAF | 4 | several of them, side by side
                    setsid sh -c '(sleep 300 & echo up); exec sleep 300' & wait | 1 | what a child's child has left behind
                    (sh -c 'trap "" TERM; echo up; sleep 300; :' &); sleep 300 | 1 | an orphan in the job's own session
                    """)
    void a_forced_end_leaves_nobody(String command, int up, String why) throws Exception {
        local.start(1, job(command.replace("DEAF", DEAF)));
        await(why, up);
        local.runner.stop(LocalRuns.run(1), false);
        local.runner.stop(LocalRuns.run(1), true);
        assertThat(ended()).as(why).isIn(137, 143);
    }

    @Test
    void all_are_asked_also_those_in_sessions_of_their_own() throws Exception {
        String asked = "trap 'echo asked; exit 0' TERM; echo up; while :; do sleep 0.05; done";
        local.start(1, job("setsid sh -c \"" + asked + "\" & " + asked));
        await("both are up", 2);
        local.runner.stop(LocalRuns.run(1), false);
        assertThat(ended()).isZero();
        assertThat(local.log(1).lines().filter("asked"::equals)).hasSize(2);
    }

    @Test
    void a_leader_that_goes_at_once_does_not_end_the_run_of_a_deaf_child() throws Exception {
        local.start(1, job(DEAF + " & wait"));
        await("the child is up", 1);
        local.runner.stop(LocalRuns.run(1), false);
        awaitLeadersEnd();
        assertThat(local.told).isEmpty();
        assertThat(ours()).isNotEmpty();
        local.runner.stop(LocalRuns.run(1), true);
        assertThat(ended()).isEqualTo(143);
    }

    /// Where there is no session around the job, its leader's end is all that a folder shows.
    @Test
    void nor_for_a_daemon_that_comes_later() throws Exception {
        assumeTrue(way == Way.SESSION, "only a session stays with what is left: skipped");
        local.start(1, job(DEAF + " & wait"));
        await("the child is up", 1);
        local.runner.stop(LocalRuns.run(1), false);
        awaitLeadersEnd();
        try (LocalRuns later = runs()) {
            RunRecord run = LocalRuns.run(1);
            assertThat(later.runner.adopt(run)).isTrue();
            later.runner.stop(run, false);
            assertThat(later.told).isEmpty();
            later.runner.stop(run, true);
            assertThat(((Outcome.Exited) later.next().outcome()).code()).isEqualTo(143);
            assertThat(ours()).isEmpty();
        }
    }

    @Test
    void whoever_has_left_all_parents_behind_is_found_in_a_session() throws Exception {
        assumeTrue(way == Way.SESSION, "only a session adopts orphans: skipped");
        local.start(1, job("(" + DEAF + " &); sleep 300"));
        await("the orphan is up", 1);
        LocalRuns.await("it is one", () -> ours().size() >= 2);
        local.runner.stop(LocalRuns.run(1), true);
        assertThat(ended()).isEqualTo(137);
    }

    @Test
    void a_loop_that_starts_ever_more_is_ended() throws Exception {
        String loop = "i=0; while [ $i -lt 2000 ]; do setsid sleep 300 & i=$((i+1)); done; wait";
        local.start(1, job("setsid sh -c 'trap \"\" TERM; echo up; " + loop + "' & wait"));
        await("it loops", 1);
        LocalRuns.await("there are many", () -> ours().size() > 50);
        local.runner.stop(LocalRuns.run(1), true);
        assertThat(ended()).isEqualTo(137);
    }

    @Test
    void a_programs_name_hides_nobody() throws Exception {
        Path odd = state.resolve("a\n) S 1 1");
        Files.copy(Path.of("/bin/sleep"), odd, StandardCopyOption.COPY_ATTRIBUTES);
        local.start(1, job("setsid '" + odd + "' 300 & echo up; wait"));
        await("it is up", 1);
        LocalRuns.await("the child is, too", () -> ours().size() >= 2);
        local.runner.stop(LocalRuns.run(1), false);
        assertThat(ended()).isEqualTo(143);
    }

    @Test
    void what_a_job_leaves_behind_of_its_own_accord_is_left_alone() throws Exception {
        assertThat(local.exited(1, job("setsid sleep 300 & (sleep 300 &) ; echo up")).code())
                .isZero();
        assertThat(ours()).hasSizeBetween(1, 3);
        local.runner.stop(LocalRuns.run(1), true);
        assertThat(local.exited(2, job(":")).code()).isZero();
        assertThat(ours()).hasSize(2);
    }
}

package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.crontab.Grammar.Dialect;
import farcron.job.Job;
import farcron.job.Limits;
import farcron.job.Outcome;
import farcron.job.RunRecord;
import farcron.job.Target;
import farcron.os.Accounts;
import farcron.os.ControlGroup;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// Runs in control groups, in a part of the tree that is made for the test. It need not have any
/// controller, and on many machines has none; what they do is tried by `packaging/test/vm`.
@ParameterizedClass(name = "by way of {0}")
@EnumSource
class GroupsIT {

    enum Way {
        STAY,
        SETPRIV,
        SESSION
    }

    /// Leaves all its parents behind, and its session.
    private static final String ASTRAY =
            "(setsid sh -c '(trap \"\" TERM; echo up; sleep 300; :) & exit' &)";

    /// One that cannot go at once is tried again a second later, and then each minute.
    private static final Duration SWEEPS = Duration.ofSeconds(90);

    @Parameter Way way;
    @TempDir Path state;
    private ControlGroup part;
    private LocalRuns local;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(
                new Accounts().current().uid() == 0, "only root may make control groups: skipped");
        Path tree =
                Stream.of("/sys/fs/cgroup", "/sys/fs/cgroup/unified")
                        .map(Path::of)
                        .filter(path -> Files.exists(path.resolve("cgroup.procs")))
                        .filter(path -> Files.exists(path.resolve("cgroup.controllers")))
                        .findFirst()
                        .orElse(Path.of("/nowhere"));
        assumeTrue(Files.isWritable(tree), "there are no cgroups of version 2 to write: skipped");
        part = new ControlGroup(tree).make("farcron-test-" + ProcessHandle.current().pid());
        local = runs();
    }

    private LocalRuns runs() throws IOException {
        Drop drop =
                switch (way) {
                    case STAY -> new Drop.Stay();
                    case SETPRIV -> new Drop.Plain();
                    case SESSION -> SessionProgram.plain();
                };
        return new LocalRuns(
                state,
                LocalSettings.of(Dialect.DEBIAN).dropping(drop).grouping(new Grouping.In(part)));
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (local != null) {
            local.close();
        }
        if (part != null) {
            LocalRuns.await("it can be removed", () -> part.kill() && part.remove());
        }
    }

    /// The groups of runs that are there, with or without processes.
    private Set<String> groups() {
        try (Stream<Path> all = Files.walk(part.path())) {
            return Set.copyOf(
                    all.filter(Files::isDirectory)
                            .map(path -> path.getFileName().toString())
                            .filter(name -> name.startsWith("run-") || name.startsWith("when-"))
                            .toList());
        } catch (IOException | java.io.UncheckedIOException _) {
            return Set.of("cannot be seen");
        }
    }

    private ControlGroup groupOf(long run) {
        return Claim.of(local.folder(run)).group().orElseThrow();
    }

    private void await(String what, int lines) throws InterruptedException {
        LocalRuns.await(what, () -> local.log(1).lines().filter("up"::equals).count() >= lines);
    }

    private static Job limited(String command) {
        Job job = LocalRuns.job(command);
        return new Job(
                job.key(),
                job.user(),
                job.file(),
                job.line(),
                job.schedule(),
                job.scheduleText(),
                job.zone(),
                job.delay(),
                new Target.Local("/bin/sh", new Limits(OptionalInt.of(64), OptionalInt.of(512))),
                job.environment(),
                job.flags(),
                job.command(),
                job.rules(),
                job.rejected());
    }

    @Test
    void a_job_lives_in_a_group_of_its_own_and_its_supervisor_beside_it() throws Exception {
        Job job = LocalRuns.job("grep 0:: /proc/self/cgroup /proc/$PPID/cgroup");
        List<String> lines = local.output(1, job).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).endsWith("/run-1.1");
        assertThat(lines.getLast()).endsWith("/spawner");
    }

    @Test
    void the_group_goes_with_the_run() throws Exception {
        local.start(1, "echo up; sleep 300");
        await("it runs", 1);
        assertThat(groups()).containsExactly("run-1.1");
        local.runner.stop(LocalRuns.run(1), true);
        local.next();
        LocalRuns.await("it is removed", SWEEPS, () -> groups().isEmpty());
    }

    @Test
    void what_a_job_leaves_behind_keeps_its_group_until_it_ends() throws Exception {
        assertThat(local.exited(1, LocalRuns.job(ASTRAY + "; :")).code()).isZero();
        await("it has left", 1);
        assertThat(groups()).containsExactly("run-1.1");
        groupOf(1).kill();
        LocalRuns.await("it is removed", SWEEPS, () -> groups().isEmpty());
    }

    @Test
    void a_kill_reaches_also_who_has_left_all_parents_behind() throws Exception {
        local.start(1, ASTRAY + "; sleep 300");
        await("it has left", 1);
        ControlGroup group = groupOf(1);
        local.runner.stop(LocalRuns.run(1), true);
        assertThat(((Outcome.Exited) local.next().outcome()).code()).isEqualTo(137);
        assertThat(group.processes()).isEmpty();
    }

    @Test
    void so_does_the_kill_of_a_later_daemon() throws Exception {
        local.start(1, ASTRAY + "; sleep 300");
        await("it has left", 1);
        local.close();
        try (LocalRuns later = runs()) {
            RunRecord run = LocalRuns.run(1);
            assertThat(later.runner.adopt(run)).isTrue();
            later.runner.stop(run, true);
            assertThat(((Outcome.Exited) later.next().outcome()).code()).isEqualTo(137);
            LocalRuns.await("its group is removed", SWEEPS, () -> groups().isEmpty());
        }
    }

    @Test
    void whoever_is_asked_to_end_gets_the_time_for_it() throws Exception {
        String asked = "trap 'echo asked; exit 0' TERM; echo up; while :; do sleep 0.05; done";
        local.start(1, "(setsid sh -c \"(" + asked + ") & exit\" &); " + asked);
        await("both are up", 2);
        local.runner.stop(LocalRuns.run(1), false);
        assertThat(((Outcome.Exited) local.next().outcome()).code()).isZero();
        assertThat(local.log(1).lines().filter("asked"::equals)).hasSize(2);
    }

    @Test
    void all_processor_time_counts_also_of_who_was_not_waited_for() throws Exception {
        String busy = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";
        Outcome.Exited exit =
                local.exited(
                        1,
                        LocalRuns.job(
                                "(setsid sh -c '"
                                        + busy
                                        + "; echo up' &); while ! grep -q up /proc/$$/fd/1; do"
                                        + " sleep 0.02; done"));
        assertThat(exit.usage().cpuSeconds().orElseThrow()).isBetween(0.1, 20.0);
    }

    @Test
    void a_line_whose_limits_cannot_be_kept_to_does_not_run() throws Exception {
        assumeTrue(
                !LocalRuns.text(part.path().resolve("cgroup.controllers")).contains("memory"),
                "this part of the tree has a controller of memory: skipped");
        assertThat(local.refusal(1, limited("echo up")))
                .startsWith("its mem: and cpu: cannot be kept to, so it does not run: ")
                .contains("memory.max");
        assertThat(local.log(1)).isEmpty();
        assertThat(groups()).isEmpty();
        assertThat(local.code(2, ":")).isZero();
    }

    @Test
    void nobody_but_root_can_leave_or_change_it() throws Exception {
        local.start(1, "echo up; sleep 300");
        await("it runs", 1);
        for (String knob : List.of("", "cgroup.procs", "cgroup.kill", "cgroup.subtree_control")) {
            Path path = groupOf(1).path().resolve(knob);
            assertThat(Files.getOwner(path).getName()).as(knob).isEqualTo("root");
            assertThat(Files.getPosixFilePermissions(path).toString())
                    .as(knob)
                    .doesNotContain("OTHERS_WRITE");
        }
        local.runner.stop(LocalRuns.run(1), true);
        local.next();
    }
}

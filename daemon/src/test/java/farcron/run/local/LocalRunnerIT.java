package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.Job;
import farcron.job.Outcome;
import farcron.job.RunFolder;
import farcron.os.CappedLog;
import farcron.os.LogLimit;
import farcron.os.PrivateFiles;
import farcron.os.ProcessStat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Many runs, deaths of each of the processes, and jobs that talk too much.
class LocalRunnerIT {

    @TempDir Path place;
    private Path state;

    @BeforeEach
    void makeState() throws IOException {
        state = Files.createDirectory(place.resolve("state"));
    }

    @Test
    void a_thousand_runs_at_once_all_end_and_are_told() throws Exception {
        int count = 1000;
        try (LocalRuns local = new LocalRuns(state)) {
            local.code(1, ":");
            Job job = LocalRuns.job("/bin/true");
            Instant start = Instant.now();
            LongStream.rangeClosed(2, count + 1).forEach(run -> local.start(run, job));
            Instant posted = Instant.now();
            Instant first = Instant.MAX;
            Instant last = Instant.MIN;
            for (int i = 0; i < count; i++) {
                Outcome.Exited exited = (Outcome.Exited) local.next().outcome();
                assertThat(exited.code()).isZero();
                first =
                        List.of(first, exited.started()).stream()
                                .min(Comparator.naturalOrder())
                                .get();
                last = List.of(last, exited.ended()).stream().max(Comparator.naturalOrder()).get();
            }
            Duration all = Duration.between(start, Instant.now());
            System.out.printf(
                    "%d runs: posted in %d ms, first started after %d ms, last ended after %d ms,"
                            + " all told after %d ms%n",
                    count,
                    Duration.between(start, posted).toMillis(),
                    Duration.between(start, first).toMillis(),
                    Duration.between(start, last).toMillis(),
                    all.toMillis());
            assertThat(all).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void the_daemons_death_disturbs_no_job() throws Exception {
        int count = 20;
        Process daemon =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                DaemonForTests.class.getName(),
                                state.toString(),
                                Integer.toString(count))
                        .inheritIO()
                        .start();
        Path runs = state.resolve("runs");
        LocalRuns.await(
                "all run", () -> IntStream.rangeClosed(1, count).allMatch(run -> begun(runs, run)));
        daemon.destroyForcibly().waitFor();
        try (LocalRuns local = new LocalRuns(state)) {
            for (long run = 1; run <= count; run++) {
                assertThat(local.runner.adopt(LocalRuns.run(run))).isTrue();
            }
            Map<Long, Integer> codes = new HashMap<>();
            for (int i = 0; i < count; i++) {
                LocalRuns.Told told = local.next();
                codes.put(told.run(), ((Outcome.Exited) told.outcome()).code());
            }
            assertThat(codes)
                    .hasSize(count)
                    .allSatisfy((run, code) -> assertThat((long) code).isEqualTo(run));
            assertThat(local.told).isEmpty();
        }
        try (LocalRuns later = new LocalRuns(state)) {
            assertThat(later.runner.adopt(LocalRuns.run(3))).isTrue();
            assertThat(((Outcome.Exited) later.next().outcome()).code()).isEqualTo(3);
        }
    }

    private static boolean begun(Path runs, long run) {
        return LocalRuns.text(RunFolder.of(runs, run).log()).contains("begun");
    }

    @Test
    void a_run_whose_supervisor_was_killed_is_lost() throws Exception {
        try (LocalRuns local = new LocalRuns(state);
                LocalRuns later = new LocalRuns(state)) {
            local.start(1, "echo up; exec sleep 60");
            LocalRuns.await("it runs", () -> local.log(1).contains("up"));
            assertThat(later.runner.adopt(LocalRuns.run(1))).isTrue();
            ProcessHandle supervisor = supervisor(local, 1);
            List<ProcessHandle> job = supervisor.children().toList();
            supervisor.destroyForcibly();
            for (LocalRuns each : List.of(local, later)) {
                assertThat(each.next().outcome())
                        .isInstanceOfSatisfying(
                                Outcome.Lost.class,
                                lost -> assertThat(lost.reason()).contains("was killed"));
            }
            job.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static ProcessHandle supervisor(LocalRuns local, long run) {
        String claim = LocalRuns.text(local.folder(run).claim());
        return ProcessHandle.of(ProcessStat.parse(claim).orElseThrow().pid()).orElseThrow();
    }

    @Test
    void a_run_that_went_on_when_the_machine_was_restarted_is_lost() throws Exception {
        try (LocalRuns local = new LocalRuns(state)) {
            local.start(1, "echo up; exec sleep 60");
            LocalRuns.await("it runs", () -> local.log(1).contains("up"));
            Path claim = local.folder(1).claim();
            String line = LocalRuns.text(claim);
            ProcessHandle supervisor = supervisor(local, 1);
            Files.writeString(claim, line.substring(0, line.lastIndexOf(' ')) + " other-boot\n");
            try (LocalRuns later = new LocalRuns(state)) {
                assertThat(later.runner.adopt(LocalRuns.run(1))).isTrue();
                assertThat(later.next().outcome())
                        .isEqualTo(new Outcome.Lost("the machine was restarted while it ran"));
            }
            supervisor.children().forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void a_run_that_was_never_claimed_is_not_adopted_and_can_be_started_later() throws Exception {
        try (LocalRuns local = new LocalRuns(state)) {
            assertThat(local.runner.adopt(LocalRuns.run(1))).isFalse();
            PrivateFiles.createDirectory(local.runs.resolve("1"));
            Files.writeString(local.runs.resolve("1/script"), "exit 99 # half wri");
            assertThat(local.runner.adopt(LocalRuns.run(1))).isFalse();
            assertThat(local.code(1, "exit 6")).isEqualTo(6);
            assertThat(local.told).isEmpty();
        }
    }

    @Test
    void the_death_of_the_spawner_costs_no_run() throws Exception {
        try (LocalRuns local = new LocalRuns(state)) {
            local.start(1, "echo up; sleep 2; exit 11");
            LocalRuns.await("it runs", () -> local.log(1).contains("up"));
            for (long run = 2; run <= 200; run++) {
                local.start(run, "exit 12");
                if (run % 50 == 0) {
                    spawner().destroyForcibly();
                }
            }
            Map<Long, Integer> codes = new HashMap<>();
            for (int i = 1; i <= 200; i++) {
                LocalRuns.Told told = local.next();
                assertThat(told.outcome()).isInstanceOf(Outcome.Exited.class);
                codes.put(told.run(), ((Outcome.Exited) told.outcome()).code());
            }
            assertThat(codes).hasSize(200).containsEntry(1L, 11).containsEntry(200L, 12);
            assertThat(local.code(201, "exit 13")).isEqualTo(13);
        }
    }

    private static ProcessHandle spawner() throws InterruptedException {
        AtomicReference<ProcessHandle> found = new AtomicReference<>();
        LocalRuns.await(
                "a spawner is up",
                () -> {
                    ProcessHandle.current().children().findFirst().ifPresent(found::set);
                    return found.get() != null;
                });
        return found.get();
    }

    @Test
    void a_chatty_job_neither_fills_the_disk_nor_is_stopped() throws Exception {
        LogLimit limit = new LogLimit(100_000, 50_000);
        try (LocalRuns local = new LocalRuns(state, Path.of("/bin/sh"), limit)) {
            Job job =
                    LocalRuns.job(
                            "echo first; for i in 1 2 3 4; do head -c 50000000 /dev/zero | tr '\\0'"
                                    + " x; sleep 1; done; echo; echo last; exit 8");
            Outcome.Exited exited = local.exited(1, job);
            assertThat(exited.code()).isEqualTo(8);
            assertThat(exited.usage().logBytes()).isGreaterThan(200_000_000);
            CappedLog log = new CappedLog(local.folder(1).log(), limit);
            LocalRuns.await("the middle is given back", () -> onDisk(local.folder(1).log()) < 200);
            assertThat(new String(log.bytes(Integer.MAX_VALUE)))
                    .startsWith("first\nxx")
                    .endsWith("xx\nlast\n")
                    .contains("\n--- 199850012 bytes cut ---\n");
        }
    }

    /// Kilobytes.
    private static long onDisk(Path file) {
        try {
            Process du = new ProcessBuilder("du", "-k", file.toString()).start();
            return Long.parseLong(new String(du.getInputStream().readAllBytes()).split("\t", 2)[0]);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

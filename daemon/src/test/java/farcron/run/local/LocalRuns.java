package farcron.run.local;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Command;
import farcron.crontab.Grammar.Dialect;
import farcron.crontab.Schedule;
import farcron.job.CronLine;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.Outcome;
import farcron.job.Rules;
import farcron.job.RunFolder;
import farcron.job.RunRecord;
import farcron.job.Target;
import farcron.job.Trigger;
import farcron.os.Accounts;
import farcron.os.LogLimit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A local runner with real processes, and all that it has told.
final class LocalRuns implements AutoCloseable {

    static final Instant DUE = Instant.parse("2026-03-08T02:00:00Z");
    static final String USER = new Accounts().current().name();
    private static final long PATIENCE_SECONDS = 30;

    record Told(long run, Outcome outcome) {}

    final Path runs;
    final Path fallback;
    final LocalRunner runner;
    final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    final BlockingQueue<Told> answers = new LinkedBlockingQueue<>();
    final BlockingQueue<CronLine> logged = new LinkedBlockingQueue<>();

    LocalRuns(Path state) throws IOException {
        this(state, Path.of("/bin/sh"), LogLimit.DEFAULT);
    }

    LocalRuns(Path state, Path shell, LogLimit limit) throws IOException {
        this(
                state,
                new LocalSettings(
                        shell,
                        Dialect.DEBIAN,
                        Map.of(),
                        new Drop.Stay(),
                        limit,
                        new Grouping.None()));
    }

    LocalRuns(Path state, LocalSettings settings) throws IOException {
        this(state, settings, Duration.ofSeconds(PATIENCE_SECONDS));
    }

    LocalRuns(Path state, LocalSettings settings, Duration testMayTake) throws IOException {
        runs = Files.createDirectories(state.resolve("runs"));
        fallback =
                Files.createDirectories(
                        state.resolveSibling(state.getFileName() + "-fallback").resolve("runs"));
        runner =
                new LocalRunner(
                        new RunRoots(List.of(runs, fallback)),
                        settings,
                        new Accounts(),
                        new Doors(
                                (run, outcome) -> told.add(new Told(run, outcome)),
                                (run, outcome) -> answers.add(new Told(run, outcome)),
                                (_, _) -> Optional.empty(),
                                logged::add),
                        testMayTake);
    }

    static Job job(String command) {
        return job(command, Map.of(), Optional.empty(), "/bin/sh");
    }

    static Job job(
            String command, Map<String, String> settings, Optional<String> stdin, String shell) {
        return new Job(
                new JobKey("tests", "job"),
                USER,
                "/etc/cron.d/tests",
                1,
                new Schedule.Boot(),
                "@reboot",
                ZoneId.of("Europe/Berlin"),
                Duration.ZERO,
                new Target.Local(shell),
                settings,
                Set.of(),
                new Command(command, stdin),
                Rules.NONE,
                Optional.empty());
    }

    /// The same job with a `when:` test.
    static Job when(String test, Job job) {
        Rules rules =
                new Rules(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Rules.NONE.retry(),
                        Rules.NONE.overlap(),
                        Rules.NONE.makeUp(),
                        Optional.empty(),
                        Optional.of(test));
        return new Job(
                job.key(),
                job.user(),
                job.file(),
                job.line(),
                job.schedule(),
                job.scheduleText(),
                job.zone(),
                job.delay(),
                job.target(),
                job.environment(),
                job.flags(),
                job.command(),
                rules,
                job.rejected());
    }

    /// The same job in a crontab of another user.
    static Job of(String user, Job job) {
        return new Job(
                new JobKey(user, job.key().name()),
                user,
                "/var/spool/cron/crontabs/" + user,
                job.line(),
                job.schedule(),
                job.scheduleText(),
                job.zone(),
                job.delay(),
                job.target(),
                job.environment(),
                job.flags(),
                job.command(),
                job.rules(),
                job.rejected());
    }

    static RunRecord run(long id, Job job) {
        return RunRecord.queued(id, job, Trigger.SCHEDULE, DUE, DUE).running(DUE);
    }

    static RunRecord run(long id) {
        return run(id, job(":"));
    }

    /// The same run, tried again.
    static RunRecord again(RunRecord run) {
        return run.again(DUE, "exit 1").running(DUE);
    }

    void start(long id, String command) {
        start(id, job(command));
    }

    void start(long id, Job job) {
        runner.start(run(id, job), job);
    }

    Outcome.Exited exited(long id, Job job) throws InterruptedException {
        start(id, job);
        Told next = next();
        assertThat(next.run()).isEqualTo(id);
        assertThat(next.outcome()).as(() -> log(id)).isInstanceOf(Outcome.Exited.class);
        return (Outcome.Exited) next.outcome();
    }

    int code(long id, String command) throws InterruptedException {
        return exited(id, job(command)).code();
    }

    /// The output of a job that is run for it.
    String output(long id, Job job) throws InterruptedException {
        exited(id, job);
        return log(id);
    }

    /// Why a job does not run.
    String refusal(long id, Job job) throws InterruptedException {
        start(id, job);
        Outcome outcome = next().outcome();
        assertThat(outcome).as(() -> log(id)).isInstanceOf(Outcome.NotStarted.class);
        return ((Outcome.NotStarted) outcome).reason();
    }

    Told next() throws InterruptedException {
        return next(told);
    }

    static Told next(BlockingQueue<Told> queue) throws InterruptedException {
        Told next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("an end within %d s", PATIENCE_SECONDS).isNotNull();
        return next;
    }

    RunFolder folder(long id) {
        RunFolder usual = RunFolder.of(runs, id);
        return Files.exists(usual.path()) ? usual : RunFolder.of(fallback, id);
    }

    String log(long id) {
        return text(folder(id).log());
    }

    static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        await(what, Duration.ofSeconds(PATIENCE_SECONDS), condition);
    }

    static void await(String what, Duration patience, BooleanSupplier condition)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as("waiting until " + what).isNegative();
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Override
    public void close() {
        runner.close();
        deleteIfEmpty(fallback);
        deleteIfEmpty(fallback.getParent());
    }

    /// The second place stands beside the folder that JUnit takes away, so nobody else takes it
    /// away. A run that is left in it is for the next runner to find.
    private static void deleteIfEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException _) {
            // It holds a run, or went with its disk.
        }
    }
}

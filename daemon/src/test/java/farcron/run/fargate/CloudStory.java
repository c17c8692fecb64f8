package farcron.run.fargate;

import farcron.aws.Account;
import farcron.aws.EcsModel;
import farcron.aws.ModelEvents;
import farcron.aws.TaskBody;
import farcron.aws.TimedWork;
import farcron.job.RunRecord;
import farcron.record.RunFolders;
import farcron.record.RunHistory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A time on AWS: a crontab whose lines run as tasks, a daemon that is cut off at any moment and
/// comes back at once or a day later, and an AWS that answers late, wrongly or not at all. The
/// heart, the record and the desk are the real ones.
final class CloudStory implements AutoCloseable {

    private static final boolean ALOUD = Integer.getInteger("farcron.seed") != null;

    final Plot plot;
    final Random dice;
    final StoryClock clock = new StoryClock(Plot.BEGIN);
    final EcsModel ecs;
    final ModelEvents events;
    final Path folder;
    private boolean safe;
    int cuts;

    CloudStory(Plot plot, Random dice, Path parent) throws IOException {
        this.plot = plot;
        this.dice = dice;
        folder = Files.createTempDirectory(parent, "story");
        Files.createDirectory(folder.resolve("runs"));
        Account account = Account.NEW.withCluster("batch", "FARGATE", "FARGATE_SPOT");
        ecs = new EcsModel(account.withVcpus(200, 40), clock, this::begin);
        ecs.register(
                """
                {"family": "trainer", "networkMode": "awsvpc", "cpu": "256", "memory": "512",
                 "requiresCompatibilities": ["FARGATE"],
                 "containerDefinitions": [{"name": "main", "image": "busybox", "essential": true}]}
                """);
        ecs.faults(plot.weather()::on);
        ecs.plan(_ -> plot.weather().plan());
        events = new ModelEvents(clock, dice.nextLong());
        ecs.events(events);
    }

    /// In memory where there is some: the stories' own crashes take no data from a disk.
    ///
    /// @param folder where there is none
    static Path place(Path folder) {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory) ? memory : folder;
    }

    private TaskBody.Work begin(TaskBody.Launch launch, Instant now) {
        boolean isLong = !plot.weather().isQuiet() && dice.nextInt(8) == 0;
        Duration length = Duration.ofSeconds(1 + dice.nextInt(isLong ? 20_000 : 900));
        int code = dice.nextInt(5) == 0 ? 3 : 0;
        boolean tidies = dice.nextInt(3) == 0;
        boolean isDeaf = dice.nextInt(4) == 0;
        Duration leaves = isDeaf ? Duration.ofHours(9) : Duration.ofSeconds(dice.nextInt(20));
        tell(
                "%s begins on %s and would end after %s with %d",
                launch.environment().get("FARCRON_RUN_ID"), launch.arn(), length, code);
        return new TimedWork(now.plus(length), code, leaves, tidies ? 0 : 143);
    }

    void tell(String what, Object... values) {
        if (ALOUD) {
            System.out.printf("%s: %s%n", clock.instant(), what.formatted(values));
        }
    }

    /// A moment at which the daemon may be gone.
    void danger() {
        if (!safe && clock.instant().isBefore(plot.calm()) && plot.danger().getAsBoolean()) {
            throw new Cut();
        }
    }

    void isSafe(boolean other) {
        safe = other;
    }

    /// Tells all of it.
    void run() {
        boolean told = false;
        while (!told) {
            try (CloudLife life = new CloudLife(this)) {
                life.live(plot.end());
                pass(clock.instant().plus(Duration.ofMinutes(10)));
                told = true;
            } catch (Cut cut) {
                cuts++;
                Duration gone = plot.gone().drawn(dice);
                tell("the daemon is cut off, and comes back after %s", gone);
                pass(clock.instant().plus(gone));
            }
        }
    }

    /// AWS lives on without the daemon.
    void pass(Instant then) {
        while (ecs.next().isBefore(then)) {
            clock.passTo(ecs.next());
            ecs.live();
        }
        clock.passTo(then);
    }

    void look() {
        if (plot.weather().change(clock.instant())) {
            events.weather(plot.weather().feed(clock.instant()));
        }
    }

    List<RunRecord> records() {
        try (RunHistory history = new RunHistory(folder.resolve("farcron.db"))) {
            return history.runs(
                    new RunHistory.Query(
                            Optional.empty(), Optional.empty(), Optional.empty(), 100_000));
        }
    }

    @Override
    public void close() throws IOException {
        RunFolders.delete(new farcron.job.RunFolder(folder));
    }
}

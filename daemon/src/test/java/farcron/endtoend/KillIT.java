package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.RunRecord;
import farcron.record.RunHistory;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The daemon is killed again and again, at any moment of its life, under twenty jobs a second:
/// with chains, retries, a pool and rules against overlap. Then what the jobs wrote down themselves
/// and the record agree, run for run.
///
/// `-Dfarcron.kills=1000` kills more often, `-Dfarcron.seed=8` at other moments.
class KillIT {

    private static final int KILLS = Integer.getInteger("farcron.kills", 50);
    private static final int SEED = Integer.getInteger("farcron.seed", 7);

    /// Some do not live to be ready, which takes half a second.
    private static final int UNREADY_EACH = 4;

    private static final int UNREADY_MS = 1_200;
    private static final int READY_MS = 2_300;
    private static final Duration TO_BE_QUIET = Duration.ofMinutes(1);
    private static final int PLAIN = 11;

    /// @param name and its words
    private record Line(String schedule, String name, String command) {
        String text(boolean due) {
            return (due ? schedule : Place.NEVER) + " name:" + name + " " + command;
        }
    }

    /// With every third run number it fails for good, with every other third at first.
    private static final String NOW_AND_THEN =
            Diary.work("0.1", "$(( (FARCRON_RUN_ID + FARCRON_ATTEMPT) \\% 3 > 0 ))");

    private static final List<Line> SCHEDULED =
            List.of(
                    new Line("@every 1s", "extract", Diary.work("0.1", "0")),
                    new Line("@every 2s", "left", Diary.work("0.1", "0")),
                    new Line("@every 3s", "right", Diary.work("0.1", "0")),
                    new Line("@every 2s", "flaky retry:1/1s", NOW_AND_THEN),
                    new Line("@every 2s", "heavy-1 pool:heavy", Diary.work("0.2", "0")),
                    new Line("@every 2s", "heavy-2 pool:heavy", Diary.work("0.3", "4")),
                    new Line("@every 1s", "slow overlap:skip", Diary.work("1.7", "0")),
                    new Line("@every 2s", "turns overlap:queue", Diary.work("1.5", "0")));

    private static final List<Audit.Follower> FOLLOWERS =
            List.of(
                    Audit.Follower.of("clean", "extract@ok"),
                    Audit.Follower.of("index", "extract@ok"),
                    Audit.Follower.of("publish", "clean@ok", "index@ok"),
                    Audit.Follower.of("tidy", "extract@done"),
                    Audit.Follower.of("page", "flaky@failed"),
                    Audit.Follower.of("reward", "flaky@ok"),
                    Audit.Follower.of("party", "reward@ok"));

    private static final Audit.Follower OF_TWO_ROOTS =
            Audit.Follower.of("join", "left@ok", "right@ok");

    @RegisterExtension private final Place place = new Place();

    @BeforeEach
    void lay() throws IOException {
        Diary.lay(place);
    }

    @Test
    void killed_at_any_moment_it_loses_and_doubles_nothing() throws Exception {
        writeCrontab(true);
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            boolean ready = kill % UNREADY_EACH > 0;
            RunningDaemon victim = ready ? place.start() : place.launch().unattended();
            int moment = random.nextInt(ready ? READY_MS : UNREADY_MS);
            assertThat(victim.process().waitFor(moment, TimeUnit.MILLISECONDS))
                    .as(() -> "it has ended by itself:\n" + victim.out() + victim.err())
                    .isFalse();
            victim.kill();
        }
        writeCrontab(false);
        endAllThatGoesOn();

        Audit audit = new Audit(onRecord(), Diary.of(place));
        audit.eachAttemptIsOnRecordOnce();
        audit.eachEndIsTrue();
        SCHEDULED.forEach(line -> audit.eachFiringHasOneFate(name(line), period(line)));
        FOLLOWERS.forEach(audit::runsOnceInEachWaveThatLetsItGo);
        audit.followsEachEndOnce(OF_TWO_ROOTS);
        audit.failsOnlyWhere("flaky", run -> run.id() % 3 == 0, 2);
        audit.neverOverlap("heavy-1", "heavy-2");
        audit.neverOverlap("slow");
        audit.neverOverlap("turns");
        System.out.println(KILLS + " kills: " + audit.summary());
    }

    /// @param due whether what has a time of its own comes up by itself; what waits goes on if not
    private void writeCrontab(boolean due) throws IOException {
        List<String> lines = new ArrayList<>(List.of("FARCRON_POOLS=\"heavy=1\""));
        SCHEDULED.forEach(line -> lines.add(line.text(due)));
        IntStream.rangeClosed(1, PLAIN)
                .mapToObj(i -> new Line("@every 1s", "plain-" + i, Diary.work("0.1", "0")))
                .forEach(line -> lines.add(line.text(due)));
        Stream.concat(FOLLOWERS.stream(), Stream.of(OF_TWO_ROOTS))
                .map(follower -> follower.line(Diary.work("0.1", "0")))
                .forEach(lines::add);
        place.replace(lines.toArray(String[]::new));
    }

    private static String name(Line line) {
        return line.name().split(" ")[0];
    }

    private static long period(Line line) {
        return Long.parseLong(line.schedule().replaceAll("\\D", ""));
    }

    private void endAllThatGoesOn() throws Exception {
        RunningDaemon last = place.start();
        Deadline.until(
                "all is quiet",
                TO_BE_QUIET,
                () ->
                        last.get("/runs?limit=1000").list("runs").stream()
                                .map(run -> run.text("state"))
                                .noneMatch(List.of("queued", "running")::contains));
        last.stop();
    }

    private List<RunRecord> onRecord() {
        try (RunHistory history = new RunHistory(place.state().resolve("farcron.db"))) {
            return history.runs(
                            new RunHistory.Query(
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Integer.MAX_VALUE))
                    .reversed();
        }
    }
}

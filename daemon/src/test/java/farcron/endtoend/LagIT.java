package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.job.RunRecord;
import farcron.record.ManyRuns;
import farcron.record.RunHistory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// No start waits for the upkeep of the record: while a full one is relieved of its oldest runs, a
/// few at a time, and its log is moved into the file, lines start when they are due.
///
/// `bench/lag` runs this for longer, and prints the histogram.
class LagIT {

    private static final int RUNS = Integer.getInteger("farcron.lag.runs", 1_000_000);
    private static final int SECONDS = Integer.getInteger("farcron.lag.seconds", 30);
    private static final int LINES = Integer.getInteger("farcron.lag.lines", 30);

    /// Fewer than there are, so that there is something to delete all the time.
    private static final int KEPT = RUNS * 9 / 10;

    private static final Duration STALL = Duration.ofMillis(100);

    private static final Path FIGURES = Path.of("target", "lag");
    private static final Path JVM = Path.of("..", "packaging", "jvm.options");

    @RegisterExtension private final Place place = new Place();

    @Test
    void starts_do_not_wait_for_deletions_and_checkpoints() throws Exception {
        assumeIdle();
        Files.createDirectory(place.state());
        Path file = place.state().resolve("farcron.db");
        ManyRuns.fill(file, RUNS, Instant.now());
        FileTime filled = Files.getLastModifiedTime(file);
        place.write(lines());
        RunningDaemon daemon;
        Duration stalled;
        try (Stalls stalls = new Stalls()) {
            daemon = start();
            assertThat(daemon.process().waitFor(SECONDS, TimeUnit.SECONDS)).isFalse();
            stalled = stalls.longest();
        }
        FileTime moved = Files.getLastModifiedTime(file);
        daemon.stop();

        assertThat(ManyRuns.count(file)).as("oldest runs are deleted").isLessThan(RUNS);
        assertThat(moved).as("the log was moved into the file").isGreaterThan(filled);
        Histogram lags = new Histogram(started().stream().map(LagIT::lag).toList());
        report(lags, file, stalled);
        assertThat(lags.all())
                .as("but for what fell into moments in which nobody ran")
                .hasSizeGreaterThan(LINES * SECONDS * 6 / 10);
        assumeIdle();
        assumeNotStill(stalled);
        assertThat(lags.all()).hasSizeGreaterThan(LINES * SECONDS * 9 / 10);
        assertThat(lags.percent(99)).as("%s", lags).isLessThan(Duration.ofMillis(200));
        assertThat(lags.percent(100)).as("%s", lags).isLessThan(Duration.ofSeconds(1));
    }

    /// How late a start is on a busy machine is a question of what else it does.
    private static void assumeIdle() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        assumeTrue(
                load < Runtime.getRuntime().availableProcessors()
                        || Boolean.getBoolean("farcron.lag.anyway"),
                "SKIPPED: the machine is busy with other things, its load is " + load);
    }

    /// Nobody starts anything while the machine stands still.
    private static void assumeNotStill(Duration stalled) {
        assumeTrue(
                stalled.compareTo(STALL) < 0 || Boolean.getBoolean("farcron.lag.anyway"),
                "SKIPPED: the machine stood still for " + stalled.toMillis() + " ms");
    }

    /// Half of them all at once, the other half at any moment of the second.
    private static String[] lines() {
        return IntStream.range(0, LINES)
                .mapToObj(i -> "@every 1s name:line-" + i + (i % 2 == 0 ? "" : " jitter:1s") + " :")
                .toArray(String[]::new);
    }

    private RunningDaemon start() throws Exception {
        return place.launch()
                .with("JDK_JAVA_OPTIONS", "@" + JVM.toRealPath())
                .option("--keep-runs", Integer.toString(KEPT))
                .start();
    }

    private List<RunRecord> started() {
        try (RunHistory history = new RunHistory(place.state().resolve("farcron.db"))) {
            RunHistory.Query all =
                    new RunHistory.Query(
                            Optional.empty(), Optional.empty(), Optional.empty(), LINES * SECONDS);
            return history.runs(all).stream()
                    .filter(run -> run.id() > RUNS && run.started().isPresent())
                    .toList();
        }
    }

    private static Duration lag(RunRecord run) {
        return Duration.between(run.notBefore().orElseThrow(), run.started().orElseThrow());
    }

    private static void report(Histogram lags, Path file, Duration stalled) throws Exception {
        String text =
                "%,d runs on record, of which %,d were deleted meanwhile%n%sstood still: %d ms%n"
                        .formatted(
                                RUNS,
                                RUNS + lags.all().size() - ManyRuns.count(file),
                                lags,
                                stalled.toMillis());
        System.out.print(text);
        Files.writeString(FIGURES, text);
    }
}

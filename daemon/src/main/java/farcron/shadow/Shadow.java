package farcron.shadow;

import farcron.job.JobTable;
import farcron.load.CrontabLoader;
import farcron.load.CrontabWatch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Follows the crontabs and cron's log as they go on. It belongs to the thread that runs it.
public final class Shadow {

    /// How often the log is looked at.
    private static final Duration OFTEN = Duration.ofSeconds(1);

    private final Scene scene;
    private final ShadowRecord record;
    private final Judge judge;
    private final Consumer<String> trouble;
    private Set<String> told = Set.of();
    private String deaf = "";

    /// @param told each verdict when it becomes certain
    /// @param trouble what keeps it from hearing or writing down everything
    public Shadow(
            Scene scene, ShadowRecord record, Consumer<Verdict> told, Consumer<String> trouble) {
        this.scene = scene;
        this.record = record;
        this.judge = new Judge(told);
        this.trouble = trouble;
    }

    /// The crontabs as they are now, and whatever changes them afterwards.
    private record Followed(
            JobTable table, CrontabWatch watch, AtomicReference<JobTable> changed) {}

    /// @param stop ends it
    /// @param until ends it, too
    /// @throws IOException if the log or the crontabs cannot be read at all
    public Summary follow(CountDownLatch stop, Instant until)
            throws IOException, InterruptedException {
        Instant begin = scene.time().instant();
        Followed crontabs = crontabs();
        try (CronLog.Following log = scene.log().follow(begin)) {
            crontabs.watch().start();
            Foresight foresight = new Foresight(scene, crontabs.table(), begin);
            take(new Fact.Begun(begin));
            take(foresight.lines(begin));
            Instant now = begin;
            while (!stop.await(pause(now, foresight.nextLook()), TimeUnit.MILLISECONDS)
                    && now.isBefore(until)) {
                now = scene.time().instant();
                step(now, foresight, log, crontabs.changed());
            }
            take(new Fact.Ended(scene.time().instant()));
        }
        return judge.summary();
    }

    private Followed crontabs() throws IOException {
        AtomicReference<JobTable> changed = new AtomicReference<>(JobTable.EMPTY);
        CrontabLoader loader = scene.loader(trouble);
        JobTable table = Scene.table(loader);
        CrontabWatch watch =
                new CrontabWatch(loader, scene.crontabs(), scene.time(), changed::set, trouble);
        return new Followed(table, watch, changed);
    }

    private static long pause(Instant now, Instant nextLook) {
        Duration wait = Duration.between(now, nextLook);
        return Math.clamp(wait.toMillis() + 1, 1, OFTEN.toMillis());
    }

    private void step(
            Instant now,
            Foresight foresight,
            CronLog.Following log,
            AtomicReference<JobTable> changed) {
        foresight.due(now).forEach(this::take);
        JobTable table = changed.getAndSet(JobTable.EMPTY);
        if (table != JobTable.EMPTY) {
            take(foresight.load(table, now));
        }
        try {
            log.news().forEach(this::take);
            deaf = "";
        } catch (IOException failure) {
            deaf = scene.log().name() + " cannot be read: " + failure.getMessage();
        }
        judge.settle(now);
        tell(Stream.concat(Stream.of(deaf).filter(it -> !it.isEmpty()), record.flush().stream()));
    }

    /// What lasts is told once.
    private void tell(Stream<String> now) {
        Set<String> troubles = now.collect(Collectors.toSet());
        troubles.stream().filter(it -> !told.contains(it)).forEach(trouble);
        told = troubles;
    }

    private void take(Fact fact) {
        record.add(fact);
        judge.take(fact);
    }
}

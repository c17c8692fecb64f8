package farcron.run.local;

import farcron.job.RunFolder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/// The runs that have a folder and no end yet. The thread `local-watch` looks after them each
/// second, and sleeps while there are none. All methods may be called by any thread.
final class LiveRuns {

    private static final Logger LOG = LoggerFactory.getLogger("farcron");

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration TICK_WHILE_LOGS_OVERFLOW = Duration.ofMillis(100);
    private static final Duration LOOSE = Duration.ofSeconds(5);

    /// How often to look for the end of a run.
    enum Care {
        /// Its supervisor will tell, unless it is killed.
        LOOSE,
        /// Nobody will tell.
        CLOSE
    }

    private record Live(RunFolder folder, Care care, long sinceNanos) {

        Live closely() {
            return new Live(folder, Care.CLOSE, sinceNanos);
        }
    }

    private final Map<Long, Live> runs = new ConcurrentHashMap<>();
    private final OutputCap cap;
    private final BiConsumer<Long, RunFolder> look;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("local-watch").daemon().factory());
    private final AtomicBoolean ticking = new AtomicBoolean();
    private long lastLooseNanos = System.nanoTime();

    /// @param look is called for each live run, on `local-watch`
    LiveRuns(OutputCap cap, BiConsumer<Long, RunFolder> look) {
        this.cap = cap;
        this.look = look;
    }

    void watch(long run, RunFolder folder, Care care) {
        runs.put(run, new Live(folder, care, System.nanoTime()));
        if (care == Care.CLOSE) {
            after(Duration.ZERO, () -> look(run, folder));
        }
        tickSoon();
    }

    /// From now on nobody will tell of the runs that there are.
    void watchClosely() {
        runs.replaceAll((_, live) -> live.closely());
        tickSoon();
    }

    /// From now on nobody may tell of this one.
    void watchClosely(long run) {
        runs.computeIfPresent(run, (_, live) -> live.closely());
        tickSoon();
    }

    Optional<RunFolder> folder(long run) {
        return Optional.ofNullable(runs.get(run)).map(Live::folder);
    }

    /// For people.
    String name(long run) {
        return folder(run).map(folder -> folder.path().toString()).orElse("what is about to start");
    }

    /// How long ago [#watch] was last called for it.
    Duration age(long run) {
        Live live = runs.get(run);
        return live == null
                ? Duration.ZERO
                : Duration.ofNanos(System.nanoTime() - live.sinceNanos());
    }

    void end(long run) {
        Live live = runs.remove(run);
        if (live != null) {
            cap.trimLast(live.folder());
        }
    }

    /// Does something later, on `local-watch`.
    void after(Duration delay, Runnable task) {
        if (!clock.isShutdown()) {
            clock.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void close() {
        clock.shutdownNow();
    }

    private void tickSoon() {
        if (!runs.isEmpty() && ticking.compareAndSet(false, true)) {
            after(TICK, this::tick);
        }
    }

    private void tick() {
        boolean overflow = false;
        boolean loose = System.nanoTime() - lastLooseNanos >= LOOSE.toNanos();
        if (loose) {
            lastLooseNanos = System.nanoTime();
        }
        for (var entry : runs.entrySet()) {
            Live live = entry.getValue();
            overflow |= cap.trim(live.folder());
            if (loose || live.care() == Care.CLOSE) {
                look(entry.getKey(), live.folder());
            }
        }
        ticking.set(false);
        if (overflow && ticking.compareAndSet(false, true)) {
            after(TICK_WHILE_LOGS_OVERFLOW, this::tick);
        } else {
            tickSoon();
        }
    }

    private void look(long run, RunFolder folder) {
        try {
            look.accept(run, folder);
        } catch (RuntimeException e) {
            LOG.error("cannot look after " + folder.path(), e);
        }
    }
}

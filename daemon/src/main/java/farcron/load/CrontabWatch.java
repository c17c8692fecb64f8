package farcron.load;

import farcron.job.JobTable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The thread that notices changed crontabs, reads them, and tells the new table. The kernel's
/// notice of a change is only a hint to look at once; at [LookTimes] they are looked at in any
/// case.
public final class CrontabWatch {

    /// An editor may write a file in several steps; so long it must be left alone.
    private static final Duration SETTLED = Duration.ofMillis(50);

    /// A file that is written to all the time is looked at all the same, this often.
    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(1);

    /// After a look because of a hint there is no other one for so many times as long as it took:
    /// whoever writes to a long crontab without end keeps this thread busy, but not a processor.
    private static final int REST = 4;

    private final CrontabLoader loader;
    private final Crontabs crontabs;
    private final InstantSource time;
    private final Consumer<JobTable> changed;
    private final Consumer<String> trouble;
    private final Semaphore hint = new Semaphore(0);
    private final FolderHints hints = new FolderHints(hint::release);
    private final Thread thread = Thread.ofPlatform().name("crontab-watch").unstarted(this::run);

    /// @param loader belongs to the watch from [#start] on
    /// @param crontabs those of the loader
    /// @param changed told each new table
    public CrontabWatch(
            CrontabLoader loader,
            Crontabs crontabs,
            InstantSource time,
            Consumer<JobTable> changed,
            Consumer<String> trouble) {
        this.loader = loader;
        this.crontabs = crontabs;
        this.time = time;
        this.changed = changed;
        this.trouble = trouble;
    }

    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /// Has the files looked at now; any thread.
    public void look() {
        hint.release();
    }

    private void run() {
        try {
            while (true) {
                long took = refresh();
                awaitReason(took);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return how long it took, in nanoseconds
    private long refresh() {
        long begin = System.nanoTime();
        try {
            hints.listen(crontabs.folders());
            loader.refresh().ifPresent(changed);
        } catch (RuntimeException | Error bug) {
            trouble.accept("the crontabs could not be looked at: " + bug);
        }
        return System.nanoTime() - begin;
    }

    private void awaitReason(long took) throws InterruptedException {
        long now = System.nanoTime();
        long next = now + LookTimes.untilNext(time.instant()).toNanos();
        long rested = Math.min(next, now + REST * took);
        if (loader.isUnsettled()) {
            next = Math.min(next, now + LONGEST_SETTLING.toNanos());
        }
        while (System.nanoTime() < rested) {
            TimeUnit.NANOSECONDS.sleep(rested - System.nanoTime());
        }
        boolean unsettled = hinted(next - System.nanoTime());
        long latest = Math.min(next, System.nanoTime() + LONGEST_SETTLING.toNanos());
        while (unsettled && System.nanoTime() < latest) {
            unsettled = hinted(Math.min(SETTLED.toNanos(), latest - System.nanoTime()));
        }
    }

    /// Waits for a hint, at most so long. All that have come are one.
    private boolean hinted(long nanos) throws InterruptedException {
        boolean came = hint.tryAcquire(nanos, TimeUnit.NANOSECONDS);
        hint.drainPermits();
        return came;
    }
}

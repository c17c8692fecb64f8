package farcron.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// The thread around [Scheduler#step]: waits for a message or for the time, and steps. It cannot
/// die of a failed step; but where a class is missing, which the JVM remembers for ever, the
/// process ends: what runs, runs on, and a service manager starts it again.
public final class SchedulerLoop {

    /// EX_SOFTWARE.
    private static final int BROKEN = 70;

    private static final long MOMENT_NANOS = 1_000_000_000;

    private final Scheduler scheduler;
    private final Inbox inbox;
    private final InstantSource time;
    private final Watchdog watchdog;
    private final Consumer<Throwable> failures;
    private final Runnable end;
    private final Thread thread;
    private volatile boolean stopped;

    /// @param watchdog fed by each step that went well
    /// @param failures told about each step that failed, which is a bug
    public SchedulerLoop(
            Scheduler scheduler,
            Inbox inbox,
            InstantSource time,
            Watchdog watchdog,
            Consumer<Throwable> failures) {
        this(scheduler, inbox, time, watchdog, failures, SchedulerLoop::halt);
    }

    private static void halt() {
        LockSupport.parkNanos(MOMENT_NANOS); // another thread writes the log
        Runtime.getRuntime().halt(BROKEN);
    }

    /// @param end ends the process at once
    SchedulerLoop(
            Scheduler scheduler,
            Inbox inbox,
            InstantSource time,
            Watchdog watchdog,
            Consumer<Throwable> failures,
            Runnable end) {
        this.scheduler = scheduler;
        this.inbox = inbox;
        this.time = time;
        this.watchdog = watchdog;
        this.failures = failures;
        this.end = end;
        this.thread = Thread.ofPlatform().name("scheduler").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Ends after the present step; what runs, runs on.
    public void stop() throws InterruptedException {
        stopped = true;
        thread.interrupt();
        thread.join();
    }

    private void run() {
        live();
        Thread.interrupted(); // it has done its work
        try {
            scheduler.close();
        } catch (RuntimeException | Error bug) {
            report(bug);
        }
    }

    private void live() {
        Instant wake = step(true);
        long deadline = deadline(wake);
        while (!stopped) {
            boolean waited = await(deadline);
            if (stopped) {
                return;
            }
            Instant next = step(waited);
            if (waited || !next.equals(wake)) {
                wake = next;
                deadline = deadline(next);
            }
        }
    }

    private Instant step(boolean waited) {
        try {
            Instant next = scheduler.step(waited);
            watchdog.stepped(System.nanoTime());
            return next;
        } catch (RuntimeException | Error bug) {
            report(bug);
            return time.instant().plusSeconds(1);
        }
    }

    private void report(Throwable bug) {
        try {
            failures.accept(bug);
        } finally {
            if (bug instanceof LinkageError) {
                end.run();
            }
        }
    }

    /// However far away the next due line is, there is a step before; the clock may have been set
    /// meanwhile.
    private long deadline(Instant wake) {
        Instant now = time.instant();
        Instant latest = now.plus(watchdog.longestWait());
        Instant next = wake.isBefore(latest) ? wake : latest;
        return System.nanoTime() + (next.isAfter(now) ? Duration.between(now, next).toNanos() : 0);
    }

    /// Whether the time came before a message did.
    private boolean await(long deadline) {
        try {
            return !inbox.await(deadline - System.nanoTime());
        } catch (InterruptedException _) {
            return false;
        }
    }
}

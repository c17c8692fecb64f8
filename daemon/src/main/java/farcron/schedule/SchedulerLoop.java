package farcron.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/// The thread around [Scheduler#step]: waits for a message or for the time, and steps. It cannot
/// die of a failed step.
public final class SchedulerLoop {

    /// However far away the next due line is, the wall clock is looked at after this at the latest;
    /// it may have been set meanwhile.
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final Scheduler scheduler;
    private final Inbox inbox;
    private final InstantSource time;
    private final Consumer<Throwable> failures;
    private final Thread thread;
    private volatile boolean stopped;

    /// @param failures told about each step that failed, which is a bug
    public SchedulerLoop(
            Scheduler scheduler, Inbox inbox, InstantSource time, Consumer<Throwable> failures) {
        this.scheduler = scheduler;
        this.inbox = inbox;
        this.time = time;
        this.failures = failures;
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
            return scheduler.step(waited);
        } catch (RuntimeException | Error bug) {
            failures.accept(bug);
            return time.instant().plusSeconds(1);
        }
    }

    private long deadline(Instant wake) {
        Duration wait = Duration.between(time.instant(), wake);
        if (wait.compareTo(LONGEST_WAIT) > 0) {
            wait = LONGEST_WAIT;
        }
        return System.nanoTime() + Math.max(0, wait.toNanos());
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

package farcron.report;

import farcron.job.RunRecord;
import farcron.os.LogLimit;
import farcron.record.RunFolders;

import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;

/// Shows what jobs write, line by line, on the daemon's standard output: in a container that is the
/// log. It reads the logs of running runs as they grow, in turns, so that a run that writes much
/// holds up no other, and jumps over what a long log has lost of its middle, saying how much.
///
/// Of a run that an earlier daemon started nothing is shown: how far that one came is not known.
///
/// Any thread may tell of runs, none waits. The thread `job-output` reads; it sleeps while no run
/// is open.
public final class OutputEcho implements AutoCloseable {

    private static final long LOOK_NANOS = Duration.ofMillis(250).toNanos();
    private static final Duration LAST_LOOK = Duration.ofSeconds(2);

    /// Runs at once. It takes a standard output that nobody reads to get so many together.
    private static final int MOST = 4096;

    private final RunFolders folders;
    private final LogLimit limit;
    private final EventLog log;

    /// By run: an attempt is shown when those before it have been.
    private final Map<Long, Deque<OutputTail>> tails = new ConcurrentHashMap<>();

    private final Thread thread;
    private volatile boolean closed;

    /// @param limit how much of a long output is kept
    public OutputEcho(RunFolders folders, LogLimit limit, EventLog log) {
        this.folders = folders;
        this.limit = limit;
        this.log = log;
        this.thread = Thread.ofPlatform().name("job-output").daemon().start(this::work);
    }

    public void started(RunRecord run) {
        if (tails.size() >= MOST) {
            log.problem(
                    "the output of run "
                            + run.id()
                            + " is not shown here: that of "
                            + MOST
                            + " other runs waits to be");
            return;
        }
        OutputTail tail = new OutputTail(run, folders, limit, log);
        tails.compute(
                run.id(),
                (_, attempts) -> {
                    Deque<OutputTail> all =
                            attempts == null ? new ConcurrentLinkedDeque<>() : attempts;
                    all.add(tail);
                    return all;
                });
        if (tails.size() == 1) {
            LockSupport.unpark(thread);
        }
    }

    /// An attempt at a run has ended, and with it the run, or not.
    ///
    /// @param then tells that: it is done when all that the attempt has written is shown, at once
    ///   if nothing of it is
    public void ended(RunRecord run, Runnable then) {
        Deque<OutputTail> attempts = tails.get(run.id());
        OutputTail last = attempts == null ? null : attempts.peekLast();
        if (last == null || !last.end(then)) {
            then.run();
            return;
        }
        LockSupport.unpark(thread);
    }

    private void work() {
        long looked = System.nanoTime() - LOOK_NANOS;
        boolean last = false;
        while (!last) {
            long now = System.nanoTime();
            boolean closing = closed;
            boolean all = closing || now - looked >= LOOK_NANOS;
            looked = all ? now : looked;
            tails.forEach((run, attempts) -> show(run, attempts.peek(), all));
            boolean hurry = tails.values().stream().anyMatch(attempts -> attempts.peek().hurries());
            last = closing && !hurry;
            if (!hurry && !last) {
                rest(looked + LOOK_NANOS - System.nanoTime());
            }
        }
    }

    private void show(long run, OutputTail tail, boolean all) {
        if ((all || tail.hurries()) && isDone(tail)) {
            tails.computeIfPresent(
                    run,
                    (_, attempts) -> {
                        attempts.remove(tail);
                        return attempts.isEmpty() ? null : attempts;
                    });
        }
    }

    private boolean isDone(OutputTail tail) {
        try {
            return tail.show();
        } catch (RuntimeException bug) {
            log.problem("the output of a run cannot be shown any further: " + bug);
            return true;
        }
    }

    private void rest(long nanos) {
        if (tails.isEmpty()) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, nanos);
        }
    }

    /// Shows what there is by now, within two seconds. Runs that go on are left alone.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(LAST_LOOK);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

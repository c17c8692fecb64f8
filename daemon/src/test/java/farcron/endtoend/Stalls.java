package farcron.endtoend;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// How long the machine stood still meanwhile, for whoever wanted to do something: it is shared
/// with others, and load averages do not tell so.
///
/// Sleepers, more than there are processors, note by how much they oversleep.
final class Stalls implements AutoCloseable {

    private static final long NAP_MS = 5;

    private final AtomicLong longest = new AtomicLong();
    private volatile boolean over;

    Stalls() {
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            Thread.ofPlatform().daemon().start(this::sleep);
        }
    }

    Duration longest() {
        return Duration.ofNanos(longest.get());
    }

    private void sleep() {
        try {
            while (!over) {
                long begin = System.nanoTime();
                TimeUnit.MILLISECONDS.sleep(NAP_MS);
                long took = System.nanoTime() - begin - TimeUnit.MILLISECONDS.toNanos(NAP_MS);
                longest.accumulateAndGet(took, Math::max);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over = true;
    }
}

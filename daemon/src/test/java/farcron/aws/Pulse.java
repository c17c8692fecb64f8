package farcron.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Lets real time pass for a model and the way of its events. Owns a thread.
final class Pulse implements AutoCloseable {

    private static final long LONGEST_MS = 500;

    private final InstantSource clock;
    private final EcsModel model;
    private final EventFeed feed;
    private final Thread thread = new Thread(this::run, "time of the fake AWS");
    private boolean woken;
    private boolean closed;

    Pulse(InstantSource clock, EcsModel model, EventFeed feed) {
        this.clock = clock;
        this.model = model;
        this.feed = feed;
    }

    void start() {
        thread.start();
    }

    /// Something has happened of which the model knows no time.
    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    private void run() {
        try {
            while (waits()) {
                model.live();
                feed.live();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether there is more to come
    private boolean waits() throws InterruptedException {
        Instant model = this.model.next();
        Instant feed = this.feed.next();
        Instant next = model.isBefore(feed) ? model : feed;
        synchronized (this) {
            Instant now = clock.instant();
            long left = Duration.between(now, earlier(next, now.plusMillis(LONGEST_MS))).toMillis();
            if (!woken && !closed && next.isAfter(now)) {
                wait(Math.max(1, left));
            }
            woken = false;
            return !closed;
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

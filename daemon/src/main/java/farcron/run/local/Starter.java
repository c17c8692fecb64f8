package farcron.run.local;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/// The thread `local-starter`, which does one thing after another. Any thread may ask for one.
final class Starter {

    private static final Logger LOG = LoggerFactory.getLogger("farcron");

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("local-starter").daemon().factory());

    /// @param what it is, for the log
    void later(String what, Runnable task) {
        try {
            thread.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException | LinkageError e) {
                    LOG.error("failed: " + what, e);
                }
            });
        } catch (RejectedExecutionException _) {
            // Closed: the next daemon finds the run as it is.
        }
    }

    /// What was asked for before is still done.
    void close() {
        thread.shutdown();
    }
}

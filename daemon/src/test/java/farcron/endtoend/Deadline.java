package farcron.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Waits until something holds, and no longer than is reasonable.
final class Deadline {

    private static final Duration USUAL = Duration.ofSeconds(20);
    private static final long AGAIN_MS = 25;

    private Deadline() {}

    /// What may fail while it does not hold yet: nobody answers, a file is not there.
    interface Condition {
        boolean holds() throws IOException;
    }

    interface Sought<T> {
        Optional<T> find() throws IOException;
    }

    static void until(String what, Condition condition) {
        until(what, USUAL, condition);
    }

    static void until(String what, Duration within, Condition condition) {
        first(
                what,
                within,
                () -> condition.holds() ? Optional.of(true) : Optional.<Boolean>empty(),
                () -> "");
    }

    static <T> T first(String what, Sought<T> sought) {
        return first(what, USUAL, sought, () -> "");
    }

    /// @param elsewhere tells what there was instead, for the failure's text
    static <T> T first(String what, Duration within, Sought<T> sought, Supplier<String> elsewhere) {
        long end = System.nanoTime() + within.toNanos();
        IOException last = new IOException("it did not hold");
        do {
            try {
                Optional<T> found = sought.find();
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (IOException trouble) {
                last = trouble;
            } catch (UncheckedIOException trouble) {
                // A walk tells so of a file that has gone meanwhile.
                last = trouble.getCause();
            }
            pause();
        } while (System.nanoTime() < end);
        throw new AssertionError(
                "not within %d s: %s%n%s".formatted(within.toSeconds(), what, elsewhere.get()),
                last);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}

package farcron;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// What a daemon has started, to be stopped in reverse.
final class Started implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Consumer<String> trouble;

    /// @param trouble told of what cannot be stopped
    Started(Consumer<String> trouble) {
        this.trouble = trouble;
    }

    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /// One that cannot be stopped does not keep the others going.
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failure) {
                trouble.accept("while stopping: " + failure);
            }
        }
    }
}

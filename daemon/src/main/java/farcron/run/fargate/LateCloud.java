package farcron.run.fargate;

import java.util.Optional;
import java.util.function.Supplier;

/// A [Cloud] that comes to be when it is first asked for, which takes a while, and is then always
/// the same. Any thread.
public final class LateCloud implements Supplier<Cloud>, AutoCloseable {

    private final Supplier<Cloud> making;
    private Optional<Cloud> made = Optional.empty();

    public LateCloud(Supplier<Cloud> making) {
        this.making = making;
    }

    @Override
    public synchronized Cloud get() {
        if (made.isEmpty()) {
            made = Optional.of(making.get());
        }
        return made.get();
    }

    /// Does nothing where nobody has asked.
    @Override
    public synchronized void close() {
        made.ifPresent(Cloud::close);
    }
}

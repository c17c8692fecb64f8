package farcron.run.fargate;

import java.util.Optional;

/// All of AWS that is needed.
///
/// @param events absent where no queue is set
public record Cloud(Ecs ecs, Optional<TaskEvents> events, TaskLogs logs, Runnable closing)
        implements AutoCloseable {

    /// Calls that are under way fail soon after.
    @Override
    public void close() {
        closing.run();
    }
}

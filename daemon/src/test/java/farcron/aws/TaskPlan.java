package farcron.aws;

import java.time.Duration;
import java.util.Map;

/// How fast a task goes through its life, and what happens to it on the way.
///
/// @param waits how long it stays in a phase at least; what is absent takes no time
/// @param unseen how long after its making AWS does not know it yet when asked
public record TaskPlan(Map<Phase, Duration> waits, Duration unseen, Fate fate) {

    /// About as on AWS.
    public static final TaskPlan USUAL =
            new TaskPlan(
                    Map.of(
                            Phase.PROVISIONING, Duration.ofSeconds(12),
                            Phase.PENDING, Duration.ofSeconds(20),
                            Phase.ACTIVATING, Duration.ofSeconds(1),
                            Phase.DEACTIVATING, Duration.ofSeconds(1),
                            Phase.STOPPING, Duration.ofSeconds(1),
                            Phase.DEPROVISIONING, Duration.ofSeconds(15)),
                    Duration.ZERO,
                    Fate.RUNS);

    public TaskPlan {
        waits = Map.copyOf(waits);
    }

    /// The same time in each phase.
    public static TaskPlan even(Duration wait) {
        return new TaskPlan(
                Map.of(
                        Phase.PROVISIONING, wait,
                        Phase.PENDING, wait,
                        Phase.ACTIVATING, wait,
                        Phase.DEACTIVATING, wait,
                        Phase.STOPPING, wait,
                        Phase.DEPROVISIONING, wait),
                Duration.ZERO,
                Fate.RUNS);
    }

    public TaskPlan with(Fate other) {
        return new TaskPlan(waits, unseen, other);
    }

    public TaskPlan unseenFor(Duration other) {
        return new TaskPlan(waits, other, fate);
    }

    Duration in(Phase phase) {
        return waits.getOrDefault(phase, Duration.ZERO);
    }
}

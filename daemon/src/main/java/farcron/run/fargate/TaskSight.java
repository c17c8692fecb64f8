package farcron.run.fargate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A task as ECS has shown it at some moment, by an event or an answer.
///
/// @param arn long format
/// @param version grows with each change of the task; what has a smaller one is older news
/// @param marker which run it is for, read from the environment that we gave it; absent for a task
///   that is none of ours
/// @param status `lastStatus`: `PROVISIONING`, `PENDING`, `ACTIVATING`, `RUNNING`, `DEACTIVATING`,
///   `STOPPING`, `DEPROVISIONING`, `STOPPED`, `DELETED`, or one that nobody knows yet
/// @param stopping whether ECS wants it stopped (`desiredStatus`)
/// @param stopCode such as `EssentialContainerExited`; empty if there is none
/// @param stoppedReason in ECS's words; empty if there is none
/// @param definition ARN
/// @param executionStopped when its containers had ended; some 10 to 25 s before `stopped`
/// @param containers may be empty for a task that never got a place
public record TaskSight(
        String arn,
        long version,
        Optional<Marker> marker,
        String status,
        boolean stopping,
        String stopCode,
        String stoppedReason,
        String definition,
        Optional<Instant> created,
        Optional<Instant> pullStarted,
        Optional<Instant> started,
        Optional<Instant> executionStopped,
        Optional<Instant> stopped,
        List<Container> containers) {

    public TaskSight {
        containers = List.copyOf(containers);
    }

    /// Which attempt of which run a task is for: `FARCRON_RUN_ID` and `FARCRON_ATTEMPT` in the
    /// overrides.
    ///
    /// @param startedBy as ECS shows it: tells this daemon's tasks from another's
    public record Marker(long run, int attempt, String startedBy) {}

    /// @param reason such as `OutOfMemoryError: ...`; mostly empty
    public record Container(String name, String status, OptionalInt exitCode, String reason) {}

    public Optional<Container> container(String name) {
        return containers.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /// The last part of the ARN, by which its log is named.
    public String id() {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}

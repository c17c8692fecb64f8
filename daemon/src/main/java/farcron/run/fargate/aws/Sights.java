package farcron.run.fargate.aws;

import farcron.run.fargate.TaskSight;
import farcron.run.fargate.TaskSight.Marker;

import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A task of the SDK as a sight. Anything may be missing from it.
final class Sights {

    private Sights() {}

    static TaskSight of(Task task) {
        return new TaskSight(
                text(task.taskArn()),
                task.version() == null ? 0 : task.version(),
                marker(task),
                text(task.lastStatus()),
                "STOPPED".equals(task.desiredStatus()),
                text(task.stopCodeAsString()),
                text(task.stoppedReason()),
                text(task.taskDefinitionArn()),
                Optional.ofNullable(task.createdAt()),
                Optional.ofNullable(task.pullStartedAt()),
                Optional.ofNullable(task.startedAt()),
                Optional.ofNullable(task.executionStoppedAt()),
                Optional.ofNullable(task.stoppedAt()),
                task.containers().stream().map(Sights::container).toList());
    }

    private static TaskSight.Container container(Container one) {
        Integer code = one.exitCode();
        return new TaskSight.Container(
                text(one.name()),
                text(one.lastStatus()),
                code == null ? OptionalInt.empty() : OptionalInt.of(code),
                text(one.reason()));
    }

    private static Optional<Marker> marker(Task task) {
        List<ContainerOverride> overrides =
                Optional.ofNullable(task.overrides())
                        .map(TaskOverride::containerOverrides)
                        .orElse(List.of());
        Map<String, String> variables = new HashMap<>();
        for (ContainerOverride one : overrides) {
            for (KeyValuePair variable : one.environment()) {
                variables.put(text(variable.name()), text(variable.value()));
            }
        }
        return marker(variables, text(task.startedBy()));
    }

    /// @param variables of all containers
    static Optional<Marker> marker(Map<String, String> variables, String startedBy) {
        try {
            long run = Long.parseLong(variables.getOrDefault("FARCRON_RUN_ID", ""));
            int attempt = Integer.parseInt(variables.getOrDefault("FARCRON_ATTEMPT", ""));
            return Optional.of(new Marker(run, attempt, startedBy));
        } catch (NumberFormatException noneOfOurs) {
            return Optional.empty();
        }
    }

    static String text(String value) {
        return value == null ? "" : value;
    }
}

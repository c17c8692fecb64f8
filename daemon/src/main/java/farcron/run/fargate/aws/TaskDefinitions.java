package farcron.run.fargate.aws;

import static farcron.run.fargate.aws.Sights.text;

import farcron.run.fargate.TaskDefinition;
import farcron.run.fargate.TaskDefinition.LogPlace;

import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What ECS tells of a task definition.
final class TaskDefinitions {

    private TaskDefinitions() {}

    static TaskDefinition of(software.amazon.awssdk.services.ecs.model.TaskDefinition told) {
        return new TaskDefinition(
                text(told.taskDefinitionArn()),
                text(told.family()),
                told.revision() == null ? 0 : told.revision(),
                told.status() == TaskDefinitionStatus.ACTIVE,
                compatible(told),
                text(told.networkModeAsString()),
                number(told.cpu()),
                number(told.memory()),
                present(told.taskRoleArn(), told.executionRoleArn()),
                told.containerDefinitions().stream().map(TaskDefinitions::container).toList());
    }

    /// What it was written for, and what ECS has found it to be fit for besides.
    private static Set<String> compatible(
            software.amazon.awssdk.services.ecs.model.TaskDefinition told) {
        return Stream.concat(
                        told.requiresCompatibilitiesAsStrings().stream(),
                        told.compatibilitiesAsStrings().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static TaskDefinition.Container container(ContainerDefinition one) {
        return new TaskDefinition.Container(
                text(one.name()),
                !Boolean.FALSE.equals(one.essential()),
                one.entryPoint(),
                log(one),
                one.secrets().stream().map(Secret::name).collect(Collectors.toSet()),
                environment(one),
                one.restartPolicy() != null && Boolean.TRUE.equals(one.restartPolicy().enabled()),
                one.stopTimeout() == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(one.stopTimeout()));
    }

    private static Map<String, String> environment(ContainerDefinition one) {
        return one.environment().stream()
                .collect(
                        Collectors.toMap(
                                KeyValuePair::name,
                                variable -> text(variable.value()),
                                (_, last) -> last));
    }

    /// Without group or prefix nobody could say where the task writes to.
    private static Optional<LogPlace> log(ContainerDefinition one) {
        if (one.logConfiguration() == null
                || one.logConfiguration().logDriver() != LogDriver.AWSLOGS) {
            return Optional.empty();
        }
        Map<String, String> options = one.logConfiguration().options();
        String group = options.get("awslogs-group");
        String prefix = options.get("awslogs-stream-prefix");
        return group == null || prefix == null
                ? Optional.empty()
                : Optional.of(
                        new LogPlace(options.getOrDefault("awslogs-region", ""), group, prefix));
    }

    private static OptionalInt number(String value) {
        return value != null && value.matches("[0-9]{1,9}")
                ? OptionalInt.of(Integer.parseInt(value))
                : OptionalInt.empty();
    }

    private static List<String> present(String... values) {
        return Stream.of(values).filter(Objects::nonNull).toList();
    }
}

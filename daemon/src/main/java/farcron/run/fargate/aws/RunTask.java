package farcron.run.fargate.aws;

import farcron.job.TaskOverrides;
import farcron.job.TaskPlace;
import farcron.run.fargate.TaskRequest;

import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.EphemeralStorage;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// `RunTask` as it is sent. Equal requests come to equal bytes: all lists are in an order that is
/// the request's own, and nothing is added that could be another one the next time.
final class RunTask {

    private RunTask() {}

    static RunTaskRequest of(TaskRequest request) {
        TaskPlace place = request.place();
        RunTaskRequest.Builder built =
                RunTaskRequest.builder()
                        .clientToken(request.token())
                        .cluster(place.cluster())
                        .count(1)
                        .taskDefinition(request.definition())
                        .platformVersion(place.platform())
                        .startedBy(request.startedBy())
                        .networkConfiguration(net -> net.awsvpcConfiguration(network(place)))
                        .overrides(overrides(request))
                        .propagateTags(PropagateTags.TASK_DEFINITION)
                        .tags(tags(request));
        return capacity(built, request.onSpot()).build();
    }

    /// ECS wants one or the other, never both.
    private static RunTaskRequest.Builder capacity(RunTaskRequest.Builder built, boolean onSpot) {
        return onSpot
                ? built.capacityProviderStrategy(
                        CapacityProviderStrategyItem.builder()
                                .capacityProvider("FARGATE_SPOT")
                                .weight(1)
                                .build())
                : built.launchType(LaunchType.FARGATE);
    }

    private static AwsVpcConfiguration network(TaskPlace place) {
        AwsVpcConfiguration.Builder network =
                AwsVpcConfiguration.builder()
                        .subnets(place.subnets())
                        .assignPublicIp(
                                place.publicIp()
                                        ? AssignPublicIp.ENABLED
                                        : AssignPublicIp.DISABLED);
        if (!place.securityGroups().isEmpty()) {
            network.securityGroups(place.securityGroups());
        }
        return network.build();
    }

    private static TaskOverride overrides(TaskRequest request) {
        TaskOverride.Builder built = TaskOverride.builder().containerOverrides(container(request));
        request.size().cpu().ifPresent(units -> built.cpu(Integer.toString(units)));
        request.size().memory().ifPresent(mib -> built.memory(Integer.toString(mib)));
        request.size()
                .storage()
                .ifPresent(gib ->
                        built.ephemeralStorage(EphemeralStorage.builder().sizeInGiB(gib).build()));
        request.roles().task().ifPresent(built::taskRoleArn);
        request.roles().execution().ifPresent(built::executionRoleArn);
        return built.build();
    }

    private static ContainerOverride container(TaskRequest request) {
        TaskOverrides overrides = request.overrides();
        return ContainerOverride.builder()
                .name(request.container())
                .command(overrides.command())
                .environment(environment(overrides.environment()))
                .build();
    }

    private static List<KeyValuePair> environment(SortedMap<String, String> variables) {
        return variables.entrySet().stream()
                .map(one -> KeyValuePair.builder().name(one.getKey()).value(one.getValue()).build())
                .toList();
    }

    private static List<Tag> tags(TaskRequest request) {
        return request.tags().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}

package farcron.run.fargate.aws;

import farcron.job.TaskPlace;
import farcron.run.fargate.CallException;
import farcron.run.fargate.CallException.Kind;
import farcron.run.fargate.Ecs;
import farcron.run.fargate.TaskDefinition;
import farcron.run.fargate.TaskRequest;
import farcron.run.fargate.TaskSight;

import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// ECS, asked by the SDK.
final class EcsCalls implements Ecs {

    private static final int REASON_MAX = 255;
    private static final String MISSING = "MISSING";

    private final Clients<EcsClient> clients;

    EcsCalls(Clients<EcsClient> clients) {
        this.clients = clients;
    }

    @Override
    public Answer run(TaskRequest request) throws CallException {
        RunTaskRequest sent = RunTask.of(request);
        RunTaskResponse answer =
                clients.callForOnce(request.place().region(), "RunTask", ecs -> ecs.runTask(sent));
        return answer.tasks().isEmpty()
                ? new Answer.Failed(
                        answer.failures().stream()
                                .map(EcsCalls::told)
                                .collect(Collectors.joining("; ")))
                : new Answer.Started(Sights.of(answer.tasks().getFirst()));
    }

    @Override
    public Map<String, Optional<TaskSight>> describe(TaskPlace place, List<String> arns)
            throws CallException {
        if (arns.isEmpty()) {
            return Map.of();
        }
        DescribeTasksResponse answer =
                clients.call(
                        place.region(),
                        "DescribeTasks",
                        ecs -> ecs.describeTasks(ask -> ask.cluster(place.cluster()).tasks(arns)));
        for (Failure failure : answer.failures()) {
            if (!MISSING.equals(failure.reason())) {
                throw new CallException(Kind.UNCERTAIN, "ecs:DescribeTasks: " + told(failure));
            }
        }
        Map<String, Optional<TaskSight>> sights = new HashMap<>();
        arns.forEach(arn -> sights.put(arn, Optional.empty()));
        for (Task task : answer.tasks()) {
            sights.put(task.taskArn(), Optional.of(Sights.of(task)));
        }
        return sights;
    }

    @Override
    public List<String> list(TaskPlace place, String startedBy) throws CallException {
        Set<String> arns = new LinkedHashSet<>();
        for (DesiredStatus wanted : List.of(DesiredStatus.RUNNING, DesiredStatus.STOPPED)) {
            ListTasksRequest ask =
                    ListTasksRequest.builder()
                            .cluster(place.cluster())
                            .startedBy(startedBy)
                            .desiredStatus(wanted)
                            .build();
            arns.addAll(
                    clients.call(
                            place.region(),
                            "ListTasks",
                            ecs -> ecs.listTasksPaginator(ask).taskArns().stream().toList()));
        }
        return List.copyOf(arns);
    }

    @Override
    public void stop(TaskPlace place, String arn, String reason) throws CallException {
        String shown = reason.length() > REASON_MAX ? reason.substring(0, REASON_MAX) : reason;
        try {
            clients.call(
                    place.region(),
                    "StopTask",
                    ecs ->
                            ecs.stopTask(
                                    ask -> ask.cluster(place.cluster()).task(arn).reason(shown)));
        } catch (CallException trouble) {
            // Not any more: ECS forgets a task an hour after it has stopped.
            if (!trouble.getMessage().contains("The referenced task was not found")) {
                throw trouble;
            }
        }
    }

    @Override
    public Set<String> providers(TaskPlace place) throws CallException {
        DescribeClustersResponse answer =
                clients.call(
                        place.region(),
                        "DescribeClusters",
                        ecs -> ecs.describeClusters(ask -> ask.clusters(place.cluster())));
        for (Failure failure : answer.failures()) {
            Kind kind = MISSING.equals(failure.reason()) ? Kind.NOT_FOUND : Kind.UNCERTAIN;
            throw new CallException(kind, "ecs:DescribeClusters: " + told(failure));
        }
        return answer.clusters().stream()
                .flatMap(cluster -> cluster.capacityProviders().stream())
                .collect(Collectors.toSet());
    }

    @Override
    public TaskDefinition definition(TaskPlace place, String name) throws CallException {
        return TaskDefinitions.of(
                clients.call(
                        place.region(),
                        "DescribeTaskDefinition",
                        ecs ->
                                ecs.describeTaskDefinition(ask -> ask.taskDefinition(name))
                                        .taskDefinition()));
    }

    private static String told(Failure failure) {
        String reason = Sights.text(failure.reason());
        return failure.detail() == null ? reason : reason + ": " + failure.detail();
    }
}

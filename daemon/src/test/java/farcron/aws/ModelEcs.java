package farcron.aws;

import farcron.job.TaskPlace;
import farcron.run.fargate.CallException;
import farcron.run.fargate.Ecs;
import farcron.run.fargate.TaskDefinition;
import farcron.run.fargate.TaskRequest;
import farcron.run.fargate.TaskSight;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// ECS without a wire: what a daemon in a simulation speaks to.
public final class ModelEcs implements Ecs {

    private final EcsModel model;
    private final int sendings;

    /// @param sendings how often a call is sent, in the same moment, before its failure is told;
    ///   only what is harmless to send again is
    public ModelEcs(EcsModel model, int sendings) {
        this.model = model;
        this.sendings = sendings;
    }

    @Override
    public Answer run(TaskRequest request) throws CallException {
        Fields answer = call("RunTask", request.place(), Requests.of(request).all());
        try {
            for (Fields task : answer.each("tasks")) {
                return new Answer.Started(Sights.task(task));
            }
            return new Answer.Failed(answer.each("failures").getFirst().text("reason"));
        } catch (AwsError error) {
            throw Calls.exception(error);
        }
    }

    @Override
    public Map<String, Optional<TaskSight>> describe(TaskPlace place, List<String> arns)
            throws CallException {
        Map<String, Object> request = Map.of("cluster", place.cluster(), "tasks", arns);
        Fields answer = call("DescribeTasks", place, request);
        Map<String, Optional<TaskSight>> sights = new LinkedHashMap<>();
        arns.forEach(arn -> sights.put(arn, Optional.empty()));
        try {
            for (Fields task : answer.each("tasks")) {
                sights.put(task.text("taskArn"), Optional.of(Sights.task(task)));
            }
            return sights;
        } catch (AwsError error) {
            throw Calls.exception(error);
        }
    }

    @Override
    public List<String> list(TaskPlace place, String startedBy) throws CallException {
        List<String> arns = new ArrayList<>();
        for (String status : List.of("RUNNING", "STOPPED")) {
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("cluster", place.cluster());
            request.put("startedBy", startedBy);
            request.put("desiredStatus", status);
            pages(place, request, arns);
        }
        return arns.stream().distinct().toList();
    }

    private void pages(TaskPlace place, Map<String, Object> request, List<String> arns)
            throws CallException {
        try {
            boolean more;
            do {
                Fields page = call("ListTasks", place, request);
                arns.addAll(page.texts("taskArns"));
                more = page.has("nextToken");
                request.put("nextToken", page.text("nextToken"));
            } while (more);
        } catch (AwsError error) {
            throw Calls.exception(error);
        }
    }

    @Override
    public void stop(TaskPlace place, String arn, String reason) throws CallException {
        Map<String, Object> request =
                Map.of("cluster", place.cluster(), "task", arn, "reason", reason);
        try {
            call("StopTask", place, request);
        } catch (CallException error) {
            // It has stopped so long ago that nobody knows it any more.
            if (!error.getMessage().contains("The referenced task was not found")) {
                throw error;
            }
        }
    }

    @Override
    public Set<String> providers(TaskPlace place) throws CallException {
        Map<String, Object> request = Map.of("clusters", List.of(place.cluster()));
        Fields answer = call("DescribeClusters", place, request);
        try {
            for (Fields cluster : answer.each("clusters")) {
                return Set.copyOf(cluster.texts("capacityProviders"));
            }
            throw Calls.exception(AwsError.of("ClusterNotFoundException", "Cluster not found."));
        } catch (AwsError error) {
            throw Calls.exception(error);
        }
    }

    @Override
    public TaskDefinition definition(TaskPlace place, String name) throws CallException {
        Fields answer = call("DescribeTaskDefinition", place, Map.of("taskDefinition", name));
        try {
            return Sights.definition(answer.fields("taskDefinition"));
        } catch (AwsError error) {
            throw Calls.exception(error);
        }
    }

    private Fields call(String action, TaskPlace place, Map<String, Object> request)
            throws CallException {
        if (!place.region().isEmpty() && !place.region().equals(model.account().region())) {
            AwsError elsewhere = AwsError.of("ClusterNotFoundException", "Cluster not found.");
            throw Calls.exception(elsewhere);
        }
        // Copied as a wire would: whoever keeps and changes it later changes nothing here.
        Fields sent = Fields.of(new Fields(request).json());
        CallException last = null;
        for (int i = 0; i < sendings; i++) {
            try {
                return Fields.of(new Fields(model.call(action, sent)).json());
            } catch (AwsError error) {
                last = Calls.exception(error);
                if (!isWorthAnotherTry(last)) {
                    throw i > 0 && action.equals("RunTask") ? unsure(last) : last;
                }
            }
        }
        throw sendings > 1 && action.equals("RunTask") ? unsure(last) : last;
    }

    /// What came upon a repetition says nothing of the first sending.
    private static CallException unsure(CallException last) {
        return last.kind() == CallException.Kind.CONFLICT
                ? last
                : new CallException(CallException.Kind.UNCERTAIN, last.getMessage());
    }

    private static boolean isWorthAnotherTry(CallException error) {
        return error.kind() == CallException.Kind.UNCERTAIN
                || error.kind() == CallException.Kind.THROTTLED;
    }
}

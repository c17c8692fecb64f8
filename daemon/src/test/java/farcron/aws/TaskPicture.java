package farcron.aws;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What never changes in a task as ECS shows it.
final class TaskPicture {

    private TaskPicture() {}

    static Map<String, Object> of(TaskOrder order) throws AwsError {
        Fields request = order.request();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("attachments", List.of(attachment(order, request)));
        all.put("attributes", List.of(Map.of("name", "ecs.cpu-architecture", "value", "x86_64")));
        all.put("availabilityZone", "zone-a");
        all.put("clusterArn", order.clusterArn());
        all.put("connectivity", "CONNECTED");
        all.put("cpu", Integer.toString(order.cpu()));
        all.put("memory", Integer.toString(order.memory()));
        all.put("enableExecuteCommand", false);
        all.put("group", group(order));
        if (request.has("launchType")) {
            all.put("launchType", "FARGATE");
        } else {
            all.put("capacityProviderName", order.provider());
        }
        all.put("overrides", request.fields("overrides").all());
        all.put("platformVersion", "1.4.0");
        all.put("platformFamily", "Linux");
        if (request.has("startedBy")) {
            all.put("startedBy", request.text("startedBy"));
        }
        all.put("taskArn", order.arn());
        all.put("taskDefinitionArn", order.definition().text("taskDefinitionArn"));
        return all;
    }

    private static String group(TaskOrder order) throws AwsError {
        return order.request().has("group")
                ? order.request().text("group")
                : "family:" + order.definition().text("family");
    }

    private static Map<String, Object> attachment(TaskOrder order, Fields request) throws AwsError {
        Fields network = request.fields("networkConfiguration").fields("awsvpcConfiguration");
        Map<String, String> subnet =
                Map.of("name", "subnetId", "value", network.texts("subnets").getFirst());
        return Map.of(
                "id",
                order.id(),
                "type",
                "ElasticNetworkInterface",
                "status",
                "ATTACHED",
                "details",
                List.of(subnet));
    }
}

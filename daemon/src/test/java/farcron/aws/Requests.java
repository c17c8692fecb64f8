package farcron.aws;

import farcron.job.TaskPlace;
import farcron.run.fargate.TaskRequest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes a request as it goes over the wire.
final class Requests {

    private Requests() {}

    static Fields of(TaskRequest request) {
        TaskPlace place = request.place();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("cluster", place.cluster());
        all.put("taskDefinition", request.definition());
        all.put("count", 1);
        all.put("clientToken", request.token());
        all.put("startedBy", request.startedBy());
        all.put("platformVersion", place.platform());
        all.put("propagateTags", "TASK_DEFINITION");
        if (request.onSpot()) {
            Map<String, Object> spot = Map.of("capacityProvider", "FARGATE_SPOT", "weight", 1);
            all.put("capacityProviderStrategy", List.of(spot));
        } else {
            all.put("launchType", "FARGATE");
        }
        all.put("networkConfiguration", Map.of("awsvpcConfiguration", network(place)));
        all.put("overrides", overrides(request));
        if (!request.tags().isEmpty()) {
            all.put("tags", pairs(request.tags(), "key"));
        }
        return new Fields(all);
    }

    private static Map<String, Object> network(TaskPlace place) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("subnets", place.subnets());
        if (!place.securityGroups().isEmpty()) {
            all.put("securityGroups", place.securityGroups());
        }
        all.put("assignPublicIp", place.publicIp() ? "ENABLED" : "DISABLED");
        return all;
    }

    private static Map<String, Object> overrides(TaskRequest request) {
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("name", request.container());
        container.put("command", request.overrides().command());
        container.put("environment", pairs(request.overrides().environment(), "name"));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("containerOverrides", List.of(container));
        request.size().cpu().ifPresent(units -> all.put("cpu", Integer.toString(units)));
        request.size().memory().ifPresent(mib -> all.put("memory", Integer.toString(mib)));
        request.size()
                .storage()
                .ifPresent(gib -> all.put("ephemeralStorage", Map.of("sizeInGiB", gib)));
        request.roles().task().ifPresent(role -> all.put("taskRoleArn", role));
        request.roles().execution().ifPresent(role -> all.put("executionRoleArn", role));
        return all;
    }

    private static List<Object> pairs(Map<String, String> pairs, String key) {
        List<Object> all = new ArrayList<>();
        pairs.forEach((name, value) -> all.add(Map.of(key, name, "value", value)));
        return all;
    }
}

package farcron.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What ECS tells of its clusters.
final class Clusters {

    private Clusters() {}

    static Map<String, Object> describe(Account account, Fields request) throws AwsError {
        List<String> asked = request.texts("clusters");
        List<Map<String, Object>> clusters = new ArrayList<>();
        List<Map<String, Object>> failures = new ArrayList<>();
        for (String name : asked.isEmpty() ? List.of("default") : asked) {
            try {
                clusters.add(picture(account, account.cluster(name)));
            } catch (AwsError _) {
                String arn = name.startsWith("arn:") ? name : account.arn("cluster/" + name);
                failures.add(Map.of("arn", arn, "reason", "MISSING"));
            }
        }
        return Map.of("clusters", clusters, "failures", failures);
    }

    private static Map<String, Object> picture(Account account, String name) {
        return Map.of(
                "clusterArn", account.arn("cluster/" + name),
                "clusterName", name,
                "status", "ACTIVE",
                "capacityProviders", account.clusters().get(name).stream().sorted().toList(),
                "defaultCapacityProviderStrategy", List.of());
    }
}

package farcron.aws;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// One account in one region.
///
/// @param vcpus how many may run on demand at the same time; 6 for a new account
/// @param spotVcpus how many on Spot
/// @param clusters the capacity providers of each, by its name
public record Account(
        String partition,
        String region,
        String number,
        int vcpus,
        int spotVcpus,
        Map<String, Set<String>> clusters) {

    private static final Set<String> FARGATE = Set.of("FARGATE", "FARGATE_SPOT");

    /// As AWS hands it out, with a cluster `default`.
    public static final Account NEW =
            new Account("aws", "eu-west-1", "111122223333", 6, 6, Map.of("default", FARGATE));

    public Account withVcpus(int onDemand, int spot) {
        return new Account(partition, region, number, onDemand, spot, clusters);
    }

    public Account withCluster(String name, String... providers) {
        Map<String, Set<String>> more = new TreeMap<>(clusters);
        more.put(name, Set.of(providers));
        return new Account(partition, region, number, vcpus, spotVcpus, more);
    }

    public Account in(String otherPartition, String otherRegion) {
        return new Account(otherPartition, otherRegion, number, vcpus, spotVcpus, clusters);
    }

    /// @param rest such as `cluster/default`
    public String arn(String rest) {
        return "arn:%s:ecs:%s:%s:%s".formatted(partition, region, number, rest);
    }

    /// @param given a name or an ARN; empty for `default`
    String cluster(String given) throws AwsError {
        String prefix = arn("cluster/");
        String name = given.startsWith(prefix) ? given.substring(prefix.length()) : given;
        name = name.isEmpty() ? "default" : name;
        if (!clusters.containsKey(name)) {
            throw AwsError.of("ClusterNotFoundException", "Cluster not found.");
        }
        return name;
    }
}

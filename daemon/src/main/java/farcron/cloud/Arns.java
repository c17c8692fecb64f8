package farcron.cloud;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The full names of things at AWS, in all of its partitions. An empty region is any.
///
/// @param account twelve digits, or `*` for whichever the permissions are given in
public record Arns(String account) {

    /// Of an account that is not known. In a policy that is no wider: what it is attached to can
    /// reach only its own account.
    public static final Arns OF_ANY_ACCOUNT = new Arns("*");

    private static final Pattern ARN =
            Pattern.compile("arn:[a-z-]+:[a-z0-9-]*:([a-z0-9-]*):(\\d{12}):.+");

    /// `https://sqs.eu-west-1.amazonaws.com/123456789012/name`, and as it was long ago
    /// `https://eu-west-1.queue.amazonaws.com/…`.
    private static final Pattern QUEUE =
            Pattern.compile("https?://(?:sqs\\.)?([^/.:]+)[^/]*/(\\d{12})/([^/]+)");

    private static final Pattern REGION = Pattern.compile("[a-z]+(-[a-z]+)+-\\d+");

    private record Partition(String prefix, String name) {}

    private static final List<Partition> PARTITIONS =
            List.of(
                    new Partition("cn-", "aws-cn"),
                    new Partition("us-gov-", "aws-us-gov"),
                    new Partition("us-isob-", "aws-iso-b"),
                    new Partition("us-isof-", "aws-iso-f"),
                    new Partition("us-iso-", "aws-iso"),
                    new Partition("eu-isoe-", "aws-iso-e"),
                    new Partition("eusc-", "aws-eusc"));

    /// The account of an ARN or of a queue's URL.
    public static Optional<String> accountOf(String name) {
        Matcher arn = ARN.matcher(name);
        Matcher queue = QUEUE.matcher(name);
        if (arn.matches()) {
            return Optional.of(arn.group(2));
        }
        return queue.matches() ? Optional.of(queue.group(2)) : Optional.empty();
    }

    /// The region of an ARN; empty where it has none.
    static String regionOf(String name) {
        Matcher arn = ARN.matcher(name);
        return arn.matches() ? arn.group(1) : "";
    }

    /// What stands behind the last `/`.
    static String nameOf(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /// @param cluster name or ARN
    public String cluster(String region, String cluster) {
        return cluster.startsWith("arn:") ? cluster : of("ecs", region, "cluster/" + cluster);
    }

    /// All tasks in a cluster.
    ///
    /// @param cluster ARN
    public String tasks(String cluster) {
        return cluster.replaceFirst(":cluster/", ":task/") + "/*";
    }

    /// One task in a cluster.
    ///
    /// @param cluster ARN
    public String task(String cluster, String id) {
        return tasks(cluster).replace("*", id);
    }

    /// @param name `family`, for all its revisions, or `family:revision`
    public String definition(String region, String name) {
        return of("ecs", region, "task-definition/" + (name.contains(":") ? name : name + ":*"));
    }

    /// All streams of a log group.
    public String logs(String region, String group) {
        return of("logs", region, "log-group:" + group + ":log-stream:*");
    }

    /// @param region for a URL that tells none
    public String queue(String url, String region) {
        Matcher queue = QUEUE.matcher(url);
        if (!queue.matches()) {
            return of("sqs", region, nameOf(url));
        }
        boolean told = REGION.matcher(queue.group(1)).matches();
        return new Arns(queue.group(2)).of("sqs", told ? queue.group(1) : region, queue.group(3));
    }

    String role(String region, String name) {
        return "arn:" + partition(region) + ":iam::" + account + ":role/" + name;
    }

    private String of(String service, String region, String rest) {
        String where = region.isEmpty() ? "*" : region;
        return String.join(":", "arn", partition(region), service, where, account, rest);
    }

    private static String partition(String region) {
        return PARTITIONS.stream()
                .filter(partition -> region.startsWith(partition.prefix()))
                .map(Partition::name)
                .findFirst()
                .orElse("aws");
    }
}

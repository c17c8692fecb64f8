package farcron.aws;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How often AWS lets itself be called, per account and region. A call needs a place in each of the
/// buckets that it falls into.
final class Rates {

    /// What each action draws from: bursts and refills per second.
    private static final Map<String, List<String>> BUCKETS =
            Map.of(
                    "RunTask", List.of("cluster resource modify 100 40", "Fargate RunTask 20 20"),
                    "StopTask", List.of("cluster resource modify 100 40"),
                    "DescribeTasks", List.of("cluster resource read 100 20"),
                    "ListTasks", List.of("cluster resource read 100 20"),
                    "DescribeClusters", List.of("cluster read 50 20"),
                    "DescribeServices", List.of("service read 100 20"),
                    "DescribeTaskDefinition", List.of("task definition read 50 20"),
                    "ListTaskDefinitions", List.of("task definition read 50 20"),
                    "RegisterTaskDefinition", List.of("task definition modify 20 1"),
                    "GetLogEvents", List.of("log reads 25 25"));

    private final Map<String, TokenBucket> buckets = new HashMap<>();

    void count(String action, Instant now) throws AwsError {
        for (String name : BUCKETS.getOrDefault(action, List.of())) {
            take(name, now);
        }
    }

    /// Launches are counted apart from calls.
    void countLaunch(boolean onSpot, Instant now) throws AwsError {
        take(onSpot ? "Spot launches 100 20" : "on-demand launches 100 20", now);
    }

    private void take(String name, Instant now) throws AwsError {
        if (!buckets.computeIfAbsent(name, Rates::bucket).take(now)) {
            throw AwsError.throttled();
        }
    }

    private static TokenBucket bucket(String name) {
        String[] words = name.split(" ");
        return new TokenBucket(
                Integer.parseInt(words[words.length - 2]),
                Integer.parseInt(words[words.length - 1]));
    }
}

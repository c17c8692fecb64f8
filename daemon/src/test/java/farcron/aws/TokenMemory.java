package farcron.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What ECS remembers of client tokens. A token is one cluster's; it is forgotten 24 h after its
/// request, or an hour after its tasks have stopped, whatever comes first. The same token then
/// starts other tasks.
///
/// AWS, "Ensuring idempotency" in the API reference of ECS.
final class TokenMemory {

    private static final Duration LONGEST = Duration.ofHours(24);
    static final Duration HOUR = Duration.ofHours(1);

    private record Key(String cluster, String token) {}

    /// @param tasks that were started, or else the failures
    private record Kept(
            Fields request,
            Instant when,
            List<ModelTask> tasks,
            List<Map<String, Object>> failures) {

        boolean isForgotten(Instant now) {
            Instant latest = when.plus(LONGEST);
            Instant last = Instant.MIN;
            for (ModelTask task : tasks) {
                Instant until = task.stopped().map(then -> then.plus(HOUR)).orElse(latest);
                last = until.isAfter(last) ? until : last;
            }
            boolean early = !tasks.isEmpty() && last.isBefore(latest);
            return !now.isBefore(early ? last : latest);
        }
    }

    private final Map<Key, Kept> kept = new HashMap<>();

    void keep(
            String cluster,
            Fields request,
            Instant now,
            List<ModelTask> tasks,
            List<Map<String, Object>> failures)
            throws AwsError {
        if (request.has("clientToken")) {
            kept.put(
                    new Key(cluster, request.text("clientToken")),
                    new Kept(request, now, List.copyOf(tasks), List.copyOf(failures)));
        }
    }

    /// The original answer, as far as AWS gives it again.
    ///
    /// @throws AwsError if the token came with another request
    Optional<Map<String, Object>> replay(String cluster, Fields request, Instant now)
            throws AwsError {
        Key key = new Key(cluster, request.text("clientToken"));
        Kept before = kept.get(key);
        if (before == null || before.isForgotten(now)) {
            kept.remove(key);
            return Optional.empty();
        }
        if (!before.request().equals(request)) {
            throw AwsError.of(
                    "ConflictException",
                    "The clientToken was used with other parameters before.",
                    Map.of("resourceIds", before.tasks().stream().map(ModelTask::arn).toList()));
        }
        return Optional.of(Map.of("tasks", tasks(before), "failures", failures(before, now)));
    }

    private static List<Map<String, Object>> tasks(Kept before) throws AwsError {
        List<Map<String, Object>> tasks = new ArrayList<>();
        for (ModelTask task : before.tasks()) {
            tasks.add(
                    task.stopped().isPresent() ? task.outline() : EcsModel.answer(task.picture()));
        }
        return tasks;
    }

    /// Of old ones only their number is known.
    private static List<Map<String, Object>> failures(Kept before, Instant now) {
        return now.isBefore(before.when().plus(HOUR))
                ? before.failures()
                : before.failures().stream().map(_ -> Map.<String, Object>of()).toList();
    }
}

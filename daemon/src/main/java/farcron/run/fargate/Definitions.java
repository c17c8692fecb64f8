package farcron.run.fargate;

import farcron.job.TaskPlace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What ECS knows under the names of task definitions. Many runs that want the same at the same
/// minute ask once. Belongs to the [Desk]'s thread.
final class Definitions {

    /// A family may mean another revision after this; a revision is what it is, but for whether it
    /// is active.
    private static final Duration FRESH = Duration.ofSeconds(60);

    private static final int MOST = 1_000;

    private record Name(String region, String name) {}

    private record Known(TaskDefinition definition, Instant since) {}

    private record Asker(Consumer<TaskDefinition> found, Consumer<CallException> failed) {}

    private final Desk desk;
    private final Service service;
    private final Map<Name, Known> known = new HashMap<>();
    private final Map<Name, List<Asker>> asked = new HashMap<>();

    Definitions(Desk desk, Service service) {
        this.desk = desk;
        this.service = service;
    }

    /// @param name `family` or `family:revision`
    void find(
            TaskPlace place,
            String name,
            Consumer<TaskDefinition> found,
            Consumer<CallException> failed) {
        Name key = new Name(place.region(), name);
        Known fresh = known.get(key);
        if (fresh != null && isFresh(fresh)) {
            found.accept(fresh.definition());
            return;
        }
        List<Asker> askers = asked.computeIfAbsent(key, _ -> new ArrayList<>());
        askers.add(new Asker(found, failed));
        if (askers.size() == 1) {
            service.call(
                    cloud -> cloud.ecs().definition(place, name),
                    definition -> answer(key, definition),
                    trouble ->
                            asked.remove(key)
                                    .forEach(one -> desk.post(() -> one.failed().accept(trouble))));
        }
    }

    private boolean isFresh(Known one) {
        Instant now = desk.now();
        return !now.isBefore(one.since()) && now.isBefore(one.since().plus(FRESH));
    }

    private void answer(Name key, TaskDefinition definition) {
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(key, new Known(definition, desk.now()));
        asked.remove(key).forEach(one -> desk.post(() -> one.found().accept(definition)));
    }
}

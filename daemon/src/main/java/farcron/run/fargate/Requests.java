package farcron.run.fargate;

import farcron.job.RunRecord;
import farcron.job.Target;
import farcron.job.TaskPlace;
import farcron.run.fargate.TaskDefinition.LogPlace;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// From what a line asks for, and what ECS knows of its task definition, to a request.
final class Requests {

    private Requests() {}

    /// Why no such task can be, if so.
    static Optional<String> fault(Target.Fargate target, TaskDefinition definition) {
        if (!definition.active()) {
            return Optional.of(
                    "task definition %s is inactive; name an active revision, or none"
                            .formatted(definition.name()));
        }
        List<String> names =
                definition.containers().stream().map(TaskDefinition.Container::name).toList();
        String of = "container of task definition " + definition.name();
        Optional<String> wanted = target.container();
        if (wanted.isPresent() && !names.contains(wanted.get())) {
            return Optional.of(
                    "FARGATE_CONTAINER is %s, which is no %s; there are %s"
                            .formatted(wanted.get(), of, String.join(", ", names)));
        }
        if (wanted.isEmpty() && names.size() != 1) {
            return Optional.of(
                    "which %s shall run the command? Set FARGATE_CONTAINER to one of %s"
                            .formatted(of, String.join(", ", names)));
        }
        return Optional.empty();
    }

    /// @param definition in which there is no [#fault]
    static TaskRequest of(
            RunRecord run,
            Attempt.Wish wish,
            TaskDefinition definition,
            Installation installation) {
        Target.Fargate target = wish.target();
        SortedMap<String, String> tags = new TreeMap<>(target.tags());
        tags.put("farcron-run", Long.toString(run.id()));
        return new TaskRequest(
                installation.token(run, 1),
                definition.name(),
                container(target, definition).name(),
                installation.startedBy(run.job()),
                wish.overrides(),
                target.size(),
                target.place(),
                target.roles(),
                isOnSpot(run, target),
                tags);
    }

    /// Spot has had its chance if it has interrupted the run before.
    private static boolean isOnSpot(RunRecord run, Target.Fargate target) {
        TaskPlace.Spot spot = target.place().spot();
        return spot == TaskPlace.Spot.ONLY
                || spot == TaskPlace.Spot.PREFER && run.place().setbacks() == 0;
    }

    static Optional<LogPlace> log(Target.Fargate target, TaskDefinition definition) {
        return container(target, definition).log();
    }

    private static TaskDefinition.Container container(
            Target.Fargate target, TaskDefinition definition) {
        return target.container()
                .flatMap(definition::container)
                .orElse(definition.containers().getFirst());
    }
}

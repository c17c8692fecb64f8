package farcron.aws;

import farcron.run.fargate.TaskDefinition;
import farcron.run.fargate.TaskDefinition.LogPlace;
import farcron.run.fargate.TaskSight;
import farcron.run.fargate.TaskSight.Marker;

import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Reads what AWS shows.
final class Sights {

    private Sights() {}

    /// Out of an event; absent if it is about something else, or no event at all.
    static Optional<TaskSight> event(String body) {
        try {
            Fields envelope = Fields.of(body);
            return envelope.text("detail-type").equals("ECS Task State Change")
                    ? Optional.of(task(envelope.fields("detail")))
                    : Optional.empty();
        } catch (AwsError | UncheckedIOException | DateTimeException _) {
            return Optional.empty();
        }
    }

    static TaskSight task(Fields task) throws AwsError {
        List<TaskSight.Container> containers = new ArrayList<>();
        for (Fields one : task.each("containers")) {
            containers.add(
                    new TaskSight.Container(
                            one.text("name"),
                            one.text("lastStatus"),
                            one.number("exitCode"),
                            one.text("reason")));
        }
        return new TaskSight(
                task.text("taskArn"),
                task.number("version").orElse(0),
                marker(task),
                task.text("lastStatus"),
                task.text("desiredStatus").equals("STOPPED"),
                task.text("stopCode"),
                task.text("stoppedReason"),
                task.text("taskDefinitionArn"),
                task.moment("createdAt"),
                task.moment("pullStartedAt"),
                task.moment("startedAt"),
                task.moment("executionStoppedAt"),
                task.moment("stoppedAt"),
                containers);
    }

    private static Optional<Marker> marker(Fields task) throws AwsError {
        for (Fields one : task.fields("overrides").each("containerOverrides")) {
            Map<String, String> environment = one.pairs("environment", "name");
            if (environment.containsKey("FARCRON_RUN_ID")) {
                return Optional.of(
                        new Marker(
                                Long.parseLong(environment.get("FARCRON_RUN_ID")),
                                Integer.parseInt(environment.getOrDefault("FARCRON_ATTEMPT", "1")),
                                task.text("startedBy")));
            }
        }
        return Optional.empty();
    }

    static TaskDefinition definition(Fields shown) throws AwsError {
        List<TaskDefinition.Container> containers = new ArrayList<>();
        for (Fields one : shown.each("containerDefinitions")) {
            containers.add(container(one));
        }
        List<String> roles = new ArrayList<>();
        for (String role : List.of("taskRoleArn", "executionRoleArn")) {
            if (shown.has(role)) {
                roles.add(shown.text(role));
            }
        }
        return new TaskDefinition(
                shown.text("taskDefinitionArn"),
                shown.text("family"),
                shown.number("revision").orElseThrow(),
                shown.text("status").equals("ACTIVE"),
                Set.copyOf(shown.texts("requiresCompatibilities")),
                shown.text("networkMode"),
                size(shown, "cpu"),
                size(shown, "memory"),
                roles,
                containers);
    }

    private static OptionalInt size(Fields shown, String name) throws AwsError {
        return shown.has(name)
                ? OptionalInt.of(Integer.parseInt(shown.text(name)))
                : OptionalInt.empty();
    }

    private static TaskDefinition.Container container(Fields one) throws AwsError {
        Fields log = one.fields("logConfiguration");
        Fields options = log.fields("options");
        LogPlace place =
                new LogPlace(
                        options.text("awslogs-region"),
                        options.text("awslogs-group"),
                        options.text("awslogs-stream-prefix"));
        return new TaskDefinition.Container(
                one.text("name"),
                !Boolean.FALSE.equals(one.all().get("essential")),
                one.texts("entryPoint"),
                log.text("logDriver").equals("awslogs") ? Optional.of(place) : Optional.empty(),
                one.pairs("secrets", "name").keySet(),
                one.pairs("environment", "name"),
                Boolean.TRUE.equals(one.fields("restartPolicy").all().get("enabled")),
                one.number("stopTimeout"));
    }
}

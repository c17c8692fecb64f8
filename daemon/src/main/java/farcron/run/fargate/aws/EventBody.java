package farcron.run.fargate.aws;

import static com.fasterxml.jackson.jr.ob.JSON.std;

import farcron.run.fargate.TaskSight;
import farcron.run.fargate.TaskSight.Marker;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// An event of EventBridge about a task: what `DescribeTasks` answers, with times as text. Parts
/// that are missing are left open, and parts that nobody knows yet are left out.
final class EventBody {

    private static final String ABOUT = "ECS Task State Change";

    private final Map<?, ?> fields;

    /// @param value without fields where it is no object
    private EventBody(Object value) {
        this.fields = value instanceof Map<?, ?> map ? map : Map.of();
    }

    /// @param json anything at all
    /// @return absent if it is not about a task
    static Optional<TaskSight> task(String json) {
        try {
            EventBody event = new EventBody(std.anyFrom(json));
            EventBody detail = event.part("detail");
            boolean about = ABOUT.equals(event.text("detail-type"));
            return about && !detail.text("taskArn").isEmpty()
                    ? Optional.of(detail.sight())
                    : Optional.empty();
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    private TaskSight sight() {
        return new TaskSight(
                text("taskArn"),
                number("version").orElse(0L),
                marker(),
                text("lastStatus"),
                text("desiredStatus").equals("STOPPED"),
                text("stopCode"),
                text("stoppedReason"),
                text("taskDefinitionArn"),
                time("createdAt"),
                time("pullStartedAt"),
                time("startedAt"),
                time("executionStoppedAt"),
                time("stoppedAt"),
                parts("containers").stream().map(EventBody::container).toList());
    }

    private TaskSight.Container container() {
        Optional<Long> code = number("exitCode");
        return new TaskSight.Container(
                text("name"),
                text("lastStatus"),
                code.isPresent() ? OptionalInt.of(code.get().intValue()) : OptionalInt.empty(),
                text("reason"));
    }

    private Optional<Marker> marker() {
        Map<String, String> variables = new HashMap<>();
        for (EventBody override : part("overrides").parts("containerOverrides")) {
            for (EventBody variable : override.parts("environment")) {
                variables.put(variable.text("name"), variable.text("value"));
            }
        }
        return Sights.marker(variables, text("startedBy"));
    }

    private String text(String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    private Optional<Long> number(String name) {
        return fields.get(name) instanceof Number number
                ? Optional.of(number.longValue())
                : Optional.empty();
    }

    private Optional<Instant> time(String name) {
        try {
            return Optional.of(Instant.parse(text(name)));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private EventBody part(String name) {
        return new EventBody(fields.get(name));
    }

    private List<EventBody> parts(String name) {
        return fields.get(name) instanceof List<?> list
                ? list.stream().filter(Map.class::isInstance).map(EventBody::new).toList()
                : List.of();
    }
}

package farcron.run.fargate;

import farcron.job.Outcome;
import farcron.job.RunState;
import farcron.job.TaskOverrides;
import farcron.job.TaskPlace;
import farcron.job.TaskRoles;
import farcron.job.TaskSize;
import farcron.job.Usage;
import farcron.run.fargate.TaskDefinition.LogPlace;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// An [Entry] as JSON, and back.
final class EntryJson {

    private EntryJson() {}

    static Map<String, Object> of(Entry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tries", entry.tries());
        json.put("begun", entry.begun().toString());
        put(json, "sent", entry.sent());
        put(json, "task_arn", entry.arn());
        put(json, "started", entry.started());
        entry.log().ifPresent(log -> json.put("log", of(log)));
        entry.outcome().ifPresent(outcome -> json.put("outcome", of(outcome)));
        json.put("copied", entry.copied());
        json.put("request", of(entry.request()));
        return json;
    }

    static Entry entry(Fields json) {
        return new Entry(
                request(json.object("request")),
                Math.toIntExact(json.number("tries")),
                json.moment("begun"),
                json.momentIfAny("sent"),
                json.textIfAny("task_arn"),
                json.momentIfAny("started"),
                json.ifAny("log", EntryJson::log),
                json.ifAny("outcome", EntryJson::outcome),
                json.is("copied"));
    }

    private static void put(Map<String, Object> json, String name, Optional<?> value) {
        value.ifPresent(it -> json.put(name, it.toString()));
    }

    private static void put(Map<String, Object> json, String name, OptionalInt value) {
        value.ifPresent(it -> json.put(name, it));
    }

    private static Map<String, Object> of(LogPlace log) {
        return Map.of("region", log.region(), "group", log.group(), "prefix", log.prefix());
    }

    private static LogPlace log(Fields json) {
        return new LogPlace(json.text("region"), json.text("group"), json.text("prefix"));
    }

    private static Map<String, Object> of(TaskRequest request) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("token", request.token());
        json.put("definition", request.definition());
        json.put("container", request.container());
        json.put("started_by", request.startedBy());
        json.put("command", request.overrides().command());
        json.put("environment", request.overrides().environment());
        put(json, "cpu", request.size().cpu());
        put(json, "memory", request.size().memory());
        put(json, "storage", request.size().storage());
        json.put("place", of(request.place()));
        put(json, "task_role", request.roles().task());
        put(json, "execution_role", request.roles().execution());
        json.put("on_spot", request.onSpot());
        json.put("tags", request.tags());
        return json;
    }

    private static TaskRequest request(Fields json) {
        return new TaskRequest(
                json.text("token"),
                json.text("definition"),
                json.text("container"),
                json.text("started_by"),
                new TaskOverrides(json.texts("command"), json.map("environment")),
                new TaskSize(
                        json.numberIfAny("cpu"),
                        json.numberIfAny("memory"),
                        json.numberIfAny("storage")),
                place(json.object("place")),
                new TaskRoles(json.textIfAny("task_role"), json.textIfAny("execution_role")),
                json.is("on_spot"),
                json.map("tags"));
    }

    private static Map<String, Object> of(TaskPlace place) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("region", place.region());
        json.put("cluster", place.cluster());
        json.put("subnets", place.subnets());
        json.put("security_groups", place.securityGroups());
        json.put("public_ip", place.publicIp());
        json.put("spot", place.spot().name());
        json.put("platform", place.platform());
        return json;
    }

    private static TaskPlace place(Fields json) {
        return new TaskPlace(
                json.text("region"),
                json.text("cluster"),
                json.texts("subnets"),
                json.texts("security_groups"),
                json.is("public_ip"),
                TaskPlace.Spot.valueOf(json.text("spot")),
                json.text("platform"));
    }

    private static Map<String, Object> of(Outcome outcome) {
        Map<String, Object> json = new LinkedHashMap<>();
        switch (outcome) {
            case Outcome.Exited exit -> {
                json.put("is", "exited");
                json.put("code", exit.code());
                json.put("started", exit.started().toString());
                json.put("ended", exit.ended().toString());
            }
            case Outcome.Judged judged -> {
                json.put("is", "judged");
                json.put("state", judged.state().word());
                put(json, "code", judged.code());
                put(json, "started", judged.started());
                json.put("ended", judged.ended().toString());
                json.put("reason", judged.reason());
                json.put("retrial", judged.retrial().name());
            }
            case Outcome.NotStarted(String why) -> {
                json.put("is", "not started");
                json.put("reason", why);
            }
            case Outcome.Lost(String why) -> {
                json.put("is", "lost");
                json.put("reason", why);
            }
        }
        return json;
    }

    private static Outcome outcome(Fields json) {
        return switch (json.text("is")) {
            case "exited" ->
                    new Outcome.Exited(
                            Math.toIntExact(json.number("code")),
                            json.moment("started"),
                            json.moment("ended"),
                            Usage.NONE);
            case "judged" ->
                    new Outcome.Judged(
                            RunState.of(json.text("state")),
                            json.numberIfAny("code"),
                            json.momentIfAny("started"),
                            Instant.parse(json.text("ended")),
                            json.text("reason"),
                            Outcome.Retrial.valueOf(json.text("retrial")));
            case "not started" -> new Outcome.NotStarted(json.text("reason"));
            case "lost" -> new Outcome.Lost(json.text("reason"));
            default -> throw new IllegalArgumentException("an end that is " + json.text("is"));
        };
    }
}

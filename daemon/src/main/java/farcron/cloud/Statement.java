package farcron.cloud;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Something that an IAM policy allows.
///
/// @param condition operator, key and values; without values there is none
public record Statement(
        String name, List<String> actions, List<String> resources, Condition condition) {

    private static final Condition ALWAYS = new Condition("", "", List.of());

    private static final List<String> ANYTHING = List.of("*");

    /// One of the values must be there.
    record Condition(String operator, String key, List<String> values) {}

    public Statement {
        actions = List.copyOf(actions);
        resources = List.copyOf(new TreeSet<>(resources));
    }

    /// @param definitions ARNs
    /// @param cluster ARN
    public static Statement startTasks(Collection<String> definitions, String cluster) {
        return new Statement(
                "StartTasks",
                List.of("ecs:RunTask"),
                List.copyOf(definitions),
                new Condition("ArnEquals", "ecs:cluster", List.of(cluster)));
    }

    /// Each task has a tag by which the bill can be told apart.
    public static Statement tagTasks(Collection<String> tasks) {
        return new Statement(
                "TagTasks",
                List.of("ecs:TagResource"),
                List.copyOf(tasks),
                new Condition("StringEquals", "ecs:CreateAction", List.of("RunTask")));
    }

    public static Statement watchAndStopTasks(Collection<String> tasks) {
        return new Statement(
                "WatchAndStopTasks",
                List.of("ecs:DescribeTasks", "ecs:StopTask"),
                List.copyOf(tasks),
                ALWAYS);
    }

    /// ECS tells lists of tasks apart by their cluster only.
    public static Statement findTasks(Collection<String> clusters) {
        return new Statement(
                "FindTasks",
                List.of("ecs:ListTasks"),
                ANYTHING,
                new Condition("ArnEquals", "ecs:cluster", List.copyOf(clusters)));
    }

    /// ECS does not tell them apart here.
    public static Statement readTaskDefinitions() {
        return new Statement(
                "ReadTaskDefinitions", List.of("ecs:DescribeTaskDefinition"), ANYTHING, ALWAYS);
    }

    public static Statement giveRolesToTasks(Collection<String> roles) {
        return new Statement(
                "GiveRolesToTasks",
                List.of("iam:PassRole"),
                List.copyOf(roles),
                new Condition(
                        "StringEquals", "iam:PassedToService", List.of("ecs-tasks.amazonaws.com")));
    }

    public static Statement hearOfTasks(String queue) {
        return new Statement(
                "HearOfTasks",
                List.of("sqs:ReceiveMessage", "sqs:DeleteMessage"),
                List.of(queue),
                ALWAYS);
    }

    public static Statement readLogs(Collection<String> streams) {
        return new Statement(
                "ReadLogs", List.of("logs:GetLogEvents"), List.copyOf(streams), ALWAYS);
    }

    Statement called(String other) {
        return new Statement(other, actions, resources, condition);
    }

    /// On one line, to be put into a policy.
    public String text() {
        return Json.line(shape());
    }

    Map<String, Object> shape() {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("Sid", name);
        shape.put("Effect", "Allow");
        shape.put("Action", oneOrAll(actions));
        shape.put("Resource", oneOrAll(resources));
        if (!condition.values().isEmpty()) {
            shape.put(
                    "Condition",
                    Map.of(
                            condition.operator(),
                            Map.of(condition.key(), oneOrAll(condition.values()))));
        }
        return shape;
    }

    private static Object oneOrAll(List<String> all) {
        return all.size() == 1 ? all.getFirst() : all;
    }
}

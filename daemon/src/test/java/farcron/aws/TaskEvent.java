package farcron.aws;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What EventBridge sends on when a task changes.
///
/// AWS, "Amazon ECS task state change events" of the developer guide.
final class TaskEvent {

    private TaskEvent() {}

    static String of(Account account, ModelTask task) throws AwsError {
        Map<String, Object> detail = Moments.asText(task.picture());
        detail.put("attachments", attachments(detail));
        Object version = detail.get("version");
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("version", "0");
        all.put("id", UUID.nameUUIDFromBytes((task.arn() + version).getBytes()).toString());
        all.put("detail-type", "ECS Task State Change");
        all.put("source", "aws.ecs");
        all.put("account", account.number());
        all.put("time", task.updated().truncatedTo(ChronoUnit.SECONDS).toString());
        all.put("region", account.region());
        all.put("resources", List.of(task.arn()));
        all.put("detail", detail);
        return new Fields(all).json();
    }

    /// Events have another word for the type than answers.
    private static List<Object> attachments(Map<String, Object> detail) throws AwsError {
        List<Object> attachments = new ArrayList<>();
        for (Fields one : new Fields(detail).each("attachments")) {
            Map<String, Object> all = new LinkedHashMap<>(one.all());
            all.put("type", "eni");
            attachments.add(all);
        }
        return attachments;
    }
}

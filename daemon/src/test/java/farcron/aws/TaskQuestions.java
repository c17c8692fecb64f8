package farcron.aws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What ECS answers about the tasks that it knows.
final class TaskQuestions {

    private static final int MOST = 100;

    private TaskQuestions() {}

    static Map<String, Object> describe(Fields request, List<ModelTask> known) throws AwsError {
        List<String> asked = request.texts("tasks");
        if (asked.isEmpty()) {
            throw AwsError.wrong("Tasks cannot be empty.");
        }
        if (asked.size() > MOST) {
            throw AwsError.wrong("tasks can have at most 100 items.");
        }
        boolean withTags = request.texts("include").contains("TAGS");
        List<Map<String, Object>> tasks = new ArrayList<>();
        List<Map<String, Object>> failures = new ArrayList<>();
        for (String name : asked) {
            int before = tasks.size();
            for (ModelTask one : known) {
                if (one.arn().equals(name) || one.order().id().equals(name)) {
                    tasks.add(EcsModel.answer(picture(one, withTags)));
                }
            }
            if (tasks.size() == before) {
                failures.add(Map.of("arn", name, "reason", "MISSING"));
            }
        }
        return Map.of("tasks", tasks, "failures", failures);
    }

    /// Who stops a task takes its tags away.
    private static Map<String, Object> picture(ModelTask task, boolean withTags) throws AwsError {
        Map<String, Object> all = task.picture();
        boolean byUser = "UserInitiated".equals(all.get("stopCode"));
        Object tags = task.order().request().all().getOrDefault("tags", List.of());
        all.put("tags", withTags && !byUser ? tags : List.of());
        return all;
    }

    /// Without `desiredStatus` those that shall run.
    static Map<String, Object> list(Fields request, List<ModelTask> known) throws AwsError {
        int most = request.number("maxResults").orElse(MOST);
        if (most < 1 || most > MOST) {
            throw AwsError.wrong("maxResults must be between 1 and 100.");
        }
        if (request.has("startedBy") && (request.has("family") || request.has("serviceName"))) {
            throw AwsError.wrong("startedBy cannot be combined with other filters.");
        }
        List<String> arns = new ArrayList<>();
        boolean begun = !request.has("nextToken");
        Map<String, Object> page = new LinkedHashMap<>();
        for (ModelTask one : known) {
            if (begun && isAsked(request, one)) {
                if (arns.size() == most) {
                    page.put("nextToken", arns.getLast());
                    break;
                }
                arns.add(one.arn());
            }
            begun |= one.arn().equals(request.text("nextToken"));
        }
        if (!begun) {
            throw AwsError.wrong("Invalid token");
        }
        page.put("taskArns", arns);
        return page;
    }

    private static boolean isAsked(Fields request, ModelTask task) throws AwsError {
        String wanted = request.has("desiredStatus") ? request.text("desiredStatus") : "RUNNING";
        Fields made = task.order().request();
        return wanted.equals(task.isStopping() ? "STOPPED" : "RUNNING")
                && isSame(request, "startedBy", made.text("startedBy"))
                && isSame(request, "family", task.order().definition().text("family"))
                && isSame(request, "launchType", "FARGATE");
    }

    private static boolean isSame(Fields request, String name, String value) throws AwsError {
        return !request.has(name) || request.text(name).equals(value);
    }
}

package farcron.report;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a browser shows a task.
final class TaskLink {

    /// Of the partition `aws` only: the others have consoles of their own. An old ARN, without the
    /// cluster, does not say enough.
    private static final Pattern ARN =
            Pattern.compile("arn:aws:ecs:([a-z0-9-]+):\\d{12}:task/([\\w-]+)/([\\w-]+)");

    private TaskLink() {}

    static Optional<String> of(String arn) {
        Matcher parts = ARN.matcher(arn);
        return parts.matches()
                ? Optional.of(
                        "https://%s.console.aws.amazon.com/ecs/v2/clusters/%s/tasks/%s"
                                .formatted(parts.group(1), parts.group(2), parts.group(3)))
                : Optional.empty();
    }
}

package farcron.aws;

import farcron.aws.TaskBody.Work;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A container of a task. Only that of the job does anything; the others are there as long as it.
final class Container {

    private final Fields definition;
    private final String taskArn;
    private Optional<Work> work = Optional.empty();
    private boolean isForgotten;
    private String status = "PENDING";
    private OptionalInt exitCode = OptionalInt.empty();
    private String reason = "";

    Container(Fields definition, String taskArn) {
        this.definition = definition;
        this.taskArn = taskArn;
    }

    String name() throws AwsError {
        return definition.text("name");
    }

    Duration stopTimeout() throws AwsError {
        return Duration.ofSeconds(definition.number("stopTimeout").orElse(30));
    }

    void does(Work something) {
        work = Optional.of(something);
    }

    void runs() {
        status = "RUNNING";
    }

    /// Before its end shows in [#picture]; [Instant#MAX] if nobody knows, past if it has ended.
    Instant ends() {
        return work.filter(_ -> !isForgotten).map(Work::ends).orElse(Instant.MIN);
    }

    void signal(boolean force, Instant now) {
        work.ifPresent(one -> one.signal(force, now));
    }

    void fails(String why) {
        reason = why;
    }

    /// Its end is not known, and will not be.
    void forget() {
        isForgotten = true;
    }

    void stopped(Instant now) {
        status = "STOPPED";
        if (!isForgotten) {
            exitCode = work.map(one -> one.exitCode(now)).orElse(OptionalInt.empty());
        }
    }

    /// For one that has no work of its own.
    void stopped(int code) {
        status = "STOPPED";
        exitCode = OptionalInt.of(code);
    }

    Map<String, Object> picture() throws AwsError {
        Map<String, Object> all = new LinkedHashMap<>();
        String own = "/" + Integer.toHexString(name().hashCode());
        all.put("containerArn", taskArn.replace(":task/", ":container/") + own);
        all.put("taskArn", taskArn);
        all.put("name", name());
        all.put("image", definition.text("image"));
        all.put("lastStatus", status);
        exitCode.ifPresent(code -> all.put("exitCode", code));
        if (!reason.isEmpty()) {
            all.put("reason", reason);
        }
        all.put("networkInterfaces", List.of());
        all.put("healthStatus", "UNKNOWN");
        all.put("cpu", "0");
        return all;
    }
}

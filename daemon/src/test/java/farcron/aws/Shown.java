package farcron.aws;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What changes in a task and can be seen. Each change has a version.
final class Shown {

    private final Map<String, Instant> moments = new LinkedHashMap<>();
    private Phase phase = Phase.PROVISIONING;
    private long version = 1;
    private boolean stopping;
    private String stopCode = "";
    private String reason = "";

    Shown(Instant now) {
        moments.put("createdAt", now);
        moments.put("updatedAt", now);
    }

    Phase phase() {
        return phase;
    }

    void phase(Phase other) {
        phase = other;
    }

    /// Whether ECS wants its end.
    boolean isStopping() {
        return stopping;
    }

    String stopCode() {
        return stopCode;
    }

    void stopCode(String other) {
        stopCode = other;
    }

    /// Its end is wanted from now on.
    void wanted(String code, String why, Instant now) {
        stopping = true;
        stopCode = code;
        reason = why;
        moments.put("stoppingAt", now);
    }

    Optional<Instant> moment(String name) {
        return Optional.ofNullable(moments.get(name));
    }

    void moment(String name, Instant now) {
        moments.put(name, now);
    }

    Instant created() {
        return moments.get("createdAt");
    }

    Instant updated() {
        return moments.get("updatedAt");
    }

    void changed(Instant now) {
        version++;
        moments.put("updatedAt", now);
    }

    void into(Map<String, Object> all) {
        all.putAll(status());
        all.put("version", version);
        all.putAll(moments);
        if (!stopCode.isEmpty()) {
            all.put("stopCode", stopCode);
        }
        if (!reason.isEmpty()) {
            all.put("stoppedReason", reason);
        }
    }

    Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("lastStatus", phase.name());
        status.put("desiredStatus", stopping ? "STOPPED" : "RUNNING");
        return status;
    }
}

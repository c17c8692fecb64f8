package farcron.run.fargate;

import farcron.job.JobKey;
import farcron.job.RunRecord;
import farcron.job.Trigger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/// By what this daemon's tasks can be told from those of others, and a request that is sent again
/// from a new one. Everything is derived and nothing drawn: who asks twice for the same, asks with
/// the same words.
///
/// @param id of 1 to 32 characters `a-z0-9-`; daemons that share it and a crontab are one
public record Installation(String id) {

    private static final int SHORT = 12;

    public Installation {
        if (!id.matches("[a-z0-9-]{1,32}")) {
            throw new IllegalArgumentException("`" + id + "` is no name of an installation");
        }
    }

    /// What a request for a task is known by to ECS (see "Ensuring idempotency" in its reference).
    /// A run that follows others is due when they end, and several may be at the same moment; in
    /// each wave there is one.
    ///
    /// @param number of the try within the attempt, from 1
    String token(RunRecord run, int number) {
        // What an operator asks for once more is due when it was, and is to be run again.
        String again = run.trigger() == Trigger.MANUAL ? "|" + run.id() : "";
        String what =
                "%s|%s|%s|%d|%d|%d%s"
                        .formatted(
                                id,
                                run.job(),
                                run.wave().root(),
                                run.wave().due().toEpochMilli(),
                                run.attempt(),
                                number,
                                again);
        return "f1-" + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(what));
    }

    /// The same for all tasks of a job, so that these can be listed.
    String startedBy(JobKey job) {
        String hash = HexFormat.of().formatHex(sha256(job.toString()));
        return prefix() + hash.substring(0, SHORT);
    }

    private String prefix() {
        return "farcron/" + id + "/";
    }

    boolean isOurs(TaskSight.Marker marker) {
        return marker.startedBy().startsWith(prefix());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}

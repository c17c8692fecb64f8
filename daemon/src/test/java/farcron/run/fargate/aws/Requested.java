package farcron.run.fargate.aws;

import farcron.job.TaskOverrides;
import farcron.job.TaskPlace;
import farcron.job.TaskPlace.Spot;
import farcron.job.TaskRoles;
import farcron.job.TaskSize;
import farcron.run.fargate.TaskRequest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// Requests as tests need them.
final class Requested {

    static final TaskPlace PLACE = place("eu-west-1", List.of("sg-1"));

    private Requested() {}

    static TaskPlace place(String region, List<String> groups) {
        return new TaskPlace(
                region, "batch", List.of("subnet-2", "subnet-1"), groups, true, Spot.NO, "LATEST");
    }

    static TaskRequest plain(String token) {
        return new TaskRequest(
                token,
                "trainer:12",
                "job",
                "farcron/abc/1",
                new TaskOverrides(
                        List.of("/bin/sh", "-c", "echo hello"),
                        new TreeMap<>(Map.of("FARCRON_RUN_ID", "17", "FARCRON_ATTEMPT", "1"))),
                TaskSize.AS_DEFINED,
                PLACE,
                TaskRoles.AS_DEFINED,
                false,
                Map.of());
    }

    /// @param tags and variables, in whatever order they come
    static TaskRequest full(Map<String, String> tags, boolean onSpot) {
        return new TaskRequest(
                "f1-token",
                "trainer:12",
                "job",
                "farcron/abc/1",
                new TaskOverrides(
                        List.of("/bin/sh", "-c", "echo \"größer\" > /dev/null"),
                        new TreeMap<>(tags)),
                new TaskSize(OptionalInt.of(1024), OptionalInt.of(2048), OptionalInt.of(40)),
                place("eu-west-1", List.of()),
                new TaskRoles(
                        Optional.of("arn:aws:iam::1:role/task"),
                        Optional.of("arn:aws:iam::1:role/execution")),
                onSpot,
                tags);
    }
}

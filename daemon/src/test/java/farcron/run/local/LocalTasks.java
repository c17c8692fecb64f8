package farcron.run.local;

import farcron.job.Job;
import farcron.job.Target;
import farcron.job.TaskPlace;
import farcron.job.TaskPlace.Spot;
import farcron.job.TaskRoles;
import farcron.job.TaskSize;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lines for Fargate that run on this machine instead.
final class LocalTasks {

    private static final TaskPlace PLACE =
            new TaskPlace(
                    "eu-west-1", "batch", List.of("subnet-1"), List.of(), false, Spot.NO, "LATEST");

    private LocalTasks() {}

    /// @param shell `none` as in `FARGATE_SHELL`
    static Job task(String command, Map<String, String> settings, String shell) {
        Target.Fargate target =
                new Target.Fargate(
                        "trainer",
                        Optional.empty(),
                        Optional.of(shell).filter(path -> !path.equals("none")),
                        TaskSize.AS_DEFINED,
                        PLACE,
                        TaskRoles.AS_DEFINED,
                        Map.of());
        Job job = LocalRuns.job(command, settings, Optional.of("input"), "/bin/sh");
        return new Job(
                job.key(),
                job.user(),
                job.file(),
                job.line(),
                job.schedule(),
                job.scheduleText(),
                job.zone(),
                job.delay(),
                target,
                job.environment(),
                job.flags(),
                job.command(),
                job.rules(),
                job.rejected());
    }
}

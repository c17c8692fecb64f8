package farcron.run.fargate;

import farcron.Samples;
import farcron.job.Job;
import farcron.job.Target;
import farcron.job.TaskPlace;
import farcron.job.TaskRoles;
import farcron.job.TaskSize;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lines for Fargate, as tests want them.
final class Tasks {

    private Tasks() {}

    static Job line(String name) {
        return line(name, TaskPlace.Spot.NO, "true");
    }

    static Job line(String name, TaskPlace.Spot spot, String command) {
        String text = "0 2 * * * name:" + name + " " + command + "\n";
        return onFargate(Samples.jobs(text, ZoneId.of("UTC")).getFirst(), spot);
    }

    /// The same line, as one for Fargate.
    static Job onFargate(Job job, TaskPlace.Spot spot) {
        return new Job(
                job.key(),
                job.user(),
                job.file(),
                job.line(),
                job.schedule(),
                job.scheduleText(),
                job.zone(),
                job.delay(),
                target("trainer", spot),
                job.environment(),
                job.flags(),
                job.command(),
                job.rules(),
                job.rejected());
    }

    static Target.Fargate target(String definition, TaskPlace.Spot spot) {
        TaskPlace place =
                new TaskPlace(
                        "eu-west-1",
                        "batch",
                        List.of("subnet-0a1"),
                        List.of(),
                        true,
                        spot,
                        "LATEST");
        return new Target.Fargate(
                definition,
                Optional.empty(),
                Optional.of("/bin/sh"),
                TaskSize.AS_DEFINED,
                place,
                TaskRoles.AS_DEFINED,
                Map.of());
    }
}

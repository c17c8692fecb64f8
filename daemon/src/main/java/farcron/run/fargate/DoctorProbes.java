package farcron.run.fargate;

import farcron.cloud.Arns;
import farcron.cloud.Statement;
import farcron.job.Target;
import farcron.job.TaskOverrides;
import farcron.job.TaskPlace;
import farcron.run.fargate.CallException.Kind;
import farcron.run.fargate.TaskDefinition.LogPlace;
import farcron.run.fargate.TaskDefinition.LogStream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Asks AWS for what cannot be, so that it only tells whether it would have done it: tasks and
/// streams that are made up, and a revision that no task definition ever has.
final class DoctorProbes {

    private static final String MADE_UP = "0".repeat(32);
    private static final String NEVER_REGISTERED = ":2147483647";
    private static final String NAME = "farcron/doctor";
    private static final String SPOT = "FARGATE_SPOT";

    /// Who sits at a terminal does not wait any longer for a queue.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Cloud cloud;
    private final String where;
    private final List<DoctorFinding> findings = new ArrayList<>();

    /// @param where begins what has to be mended in a crontab
    DoctorProbes(Cloud cloud, String where) {
        this.cloud = cloud;
        this.where = where;
    }

    List<DoctorFinding> findings() {
        return findings;
    }

    private interface Call {
        void make() throws CallException, InterruptedException;
    }

    /// In a cluster: watching tasks, and stopping them.
    void cluster(TaskPlace place, Arns arns) {
        String cluster = arns.cluster(place.region(), place.cluster());
        String task = arns.task(cluster, MADE_UP);
        Statement watch = Statement.watchAndStopTasks(List.of(arns.tasks(cluster)));
        String in = " in cluster " + place.cluster();
        boolean there =
                probe(
                        "finds its tasks" + in,
                        Statement.findTasks(List.of(cluster)),
                        () -> cloud.ecs().list(place, NAME),
                        "there is no such cluster; correct FARGATE_CLUSTER or FARGATE_REGION");
        if (there) {
            probe("sees tasks" + in, watch, () -> cloud.ecs().describe(place, List.of(task)), "");
            probe("stops tasks" + in, watch, () -> cloud.ecs().stop(place, task, NAME), "");
        }
    }

    /// A daemon never looks at its clusters. So it may be that this cannot be told, and all is
    /// well.
    void spot(TaskPlace place) {
        String cluster = "cluster " + place.cluster();
        try {
            boolean has = cloud.ecs().providers(place).contains(SPOT);
            findings.add(
                    has
                            ? DoctorFinding.ok(cluster + " has " + SPOT)
                            : DoctorFinding.fail(
                                    "%s%s has no capacity provider %s; give it one, or set"
                                                    .formatted(where, cluster, SPOT)
                                            + " FARGATE_SPOT=no"));
        } catch (CallException answer) {
            findings.add(
                    switch (answer.kind()) {
                        case DENIED, NOT_FOUND, NOT_NOW, CONFLICT, WRONG ->
                                DoctorFinding.note(
                                        "not tested: whether %s has the capacity provider %s (%s)"
                                                .formatted(cluster, SPOT, answer.getMessage()));
                        case NO_CREDENTIALS, THROTTLED, UNCERTAIN ->
                                DoctorFinding.fail(answer.getMessage());
                    });
        }
    }

    /// Starting tasks from a definition.
    void start(Target.Fargate target, TaskDefinition definition, Arns arns) {
        String cluster = arns.cluster(target.place().region(), target.place().cluster());
        TaskRequest impossible = impossible(target, definition);
        String starts = "starts tasks of " + definition.family();
        try {
            if (cloud.ecs().run(impossible) instanceof Ecs.Answer.Started(TaskSight task)) {
                cloud.ecs().stop(target.place(), task.arn(), NAME);
            }
            findings.add(DoctorFinding.ok(starts));
        } catch (CallException answer) {
            String said = answer.getMessage();
            findings.add(
                    switch (answer.kind()) {
                        case DENIED ->
                                DoctorFinding.lacking(
                                        said, missing(said, target, definition, arns, cluster));
                        case NOT_FOUND, NOT_NOW, CONFLICT -> DoctorFinding.ok(starts);
                        case WRONG ->
                                said.contains("efinition")
                                        ? DoctorFinding.ok(starts)
                                        : DoctorFinding.warning(
                                                where + starts + "? AWS says: " + said);
                        case NO_CREDENTIALS, THROTTLED, UNCERTAIN -> DoctorFinding.fail(said);
                    });
        }
    }

    private static TaskRequest impossible(Target.Fargate target, TaskDefinition definition) {
        return new TaskRequest(
                "f1-doctor",
                definition.family() + NEVER_REGISTERED,
                target.container().orElse(definition.containers().getFirst().name()),
                NAME,
                new TaskOverrides(List.of("true"), new TreeMap<>()),
                target.size(),
                target.place(),
                target.roles(),
                target.place().spot() != TaskPlace.Spot.NO,
                Map.of("farcron-run", "doctor"));
    }

    /// IAM names the action that it misses.
    private static Statement missing(
            String said,
            Target.Fargate target,
            TaskDefinition definition,
            Arns arns,
            String cluster) {
        if (said.contains("iam:PassRole")) {
            return Statement.giveRolesToTasks(roles(target, definition));
        }
        if (said.contains("ecs:TagResource")) {
            return Statement.tagTasks(List.of(arns.tasks(cluster)));
        }
        String name = arns.definition(target.place().region(), target.definition());
        return Statement.startTasks(List.of(name), cluster);
    }

    private static List<String> roles(Target.Fargate target, TaskDefinition definition) {
        List<String> roles = new ArrayList<>(definition.roles());
        target.roles().task().ifPresent(roles::add);
        target.roles().execution().ifPresent(roles::add);
        return roles;
    }

    /// Reading what tasks write.
    void logs(String region, LogPlace place, Arns arns) {
        String where = place.region().isEmpty() ? region : place.region();
        LogStream stream = new LogStream(where, place.group(), NAME);
        probe(
                "reads the log group " + place.group(),
                Statement.readLogs(List.of(arns.logs(where, place.group()))),
                () -> cloud.logs().read(where, stream, Optional.empty()),
                "");
    }

    /// Hearing of tasks.
    void queue(TaskEvents events, String arn) {
        Statement hear = Statement.hearOfTasks(arn);
        boolean there =
                probe(
                        "hears of its tasks by the queue",
                        hear,
                        () -> events.knock(PATIENCE),
                        "there is no such queue; correct fargate-queue");
        if (there) {
            probe("takes messages out of the queue", hear, () -> takeOutNothing(events), "");
        }
    }

    /// The queue says that there is no such message, which is as it should be.
    private static void takeOutNothing(TaskEvents events) throws CallException {
        try {
            events.done(List.of("0"));
        } catch (CallException answer) {
            if (answer.kind() != Kind.UNCERTAIN) {
                throw answer;
            }
        }
    }

    /// @param text what it can do if all is well
    /// @param missing what it lacks if AWS denies it
    /// @param notFound the meaning of that, if that is wrong; else empty
    /// @return whether it is worth asking more
    private boolean probe(String text, Statement missing, Call call, String notFound) {
        try {
            call.make();
        } catch (CallException answer) {
            switch (answer.kind()) {
                case DENIED -> {
                    findings.add(DoctorFinding.lacking(answer.getMessage(), missing));
                    return true;
                }
                case NO_CREDENTIALS, THROTTLED, UNCERTAIN -> {
                    findings.add(DoctorFinding.fail(answer.getMessage()));
                    return false;
                }
                case NOT_FOUND -> {
                    if (!notFound.isEmpty()) {
                        findings.add(
                                DoctorFinding.fail(
                                        where + notFound + " (" + answer.getMessage() + ")"));
                        return false;
                    }
                }
                case NOT_NOW, CONFLICT, WRONG -> {}
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        findings.add(DoctorFinding.ok(text));
        return true;
    }
}

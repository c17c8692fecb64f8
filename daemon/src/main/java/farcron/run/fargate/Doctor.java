package farcron.run.fargate;

import farcron.cloud.Arns;
import farcron.cloud.Statement;
import farcron.job.Job;
import farcron.job.Target;
import farcron.job.TaskPlace;
import farcron.run.fargate.TaskDefinition.LogPlace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells what stands between some lines and their first task, without starting one.
public final class Doctor {

    private record Name(String region, String definition) {}

    private record Cluster(String region, String name) {}

    private final Cloud cloud;
    private final List<DoctorFinding> findings = new ArrayList<>();
    private final Map<Name, Optional<TaskDefinition>> definitions = new HashMap<>();
    private final Set<Object> probed = new HashSet<>();
    private final Set<String> closed = new HashSet<>();
    private Arns arns = Arns.OF_ANY_ACCOUNT;

    public Doctor(Cloud cloud) {
        this.cloud = cloud;
    }

    /// Calls block.
    ///
    /// @param jobs lines with `fargate:`
    /// @param queue URL of the one that the daemon hears by
    public List<DoctorFinding> examine(List<Job> jobs, Optional<String> queue) {
        jobs.forEach(this::examine);
        if (closed.isEmpty()) {
            examineQueue(jobs, queue);
        }
        if (closed.isEmpty() && !definitions.isEmpty()) {
            findings.add(
                    DoctorFinding.note(
                            "not tested: iam:PassRole, and the way from the subnets to the image;"
                                    + " the first run tells"));
        }
        return List.copyOf(findings);
    }

    private void examine(Job job) {
        Target.Fargate target = (Target.Fargate) job.target();
        TaskPlace place = target.place();
        Optional<TaskDefinition> definition =
                closed.contains(place.region())
                        ? Optional.empty()
                        : definitions.computeIfAbsent(
                                new Name(place.region(), target.definition()), _ -> ask(target));
        definition.ifPresent(found -> {
            arns = Arns.accountOf(found.arn()).map(Arns::new).orElse(arns);
            findings.addAll(DoctorLine.examine(job, found));
            probe(target, found);
        });
    }

    /// A region in which nothing can be asked is told once.
    private Optional<TaskDefinition> ask(Target.Fargate target) {
        TaskPlace place = target.place();
        String name = "task definition " + target.definition();
        try {
            TaskDefinition found = cloud.ecs().definition(place, target.definition());
            findings.add(DoctorFinding.ok(name + " is " + found.arn()));
            return Optional.of(found);
        } catch (CallException answer) {
            findings.add(
                    switch (answer.kind()) {
                        case DENIED ->
                                DoctorFinding.lacking(
                                        answer.getMessage(), Statement.readTaskDefinitions());
                        case NOT_FOUND, WRONG ->
                                DoctorFinding.fail(
                                        "there is no %s%s; register it, or correct fargate: (%s)"
                                                .formatted(name, in(place), answer.getMessage()));
                        case NO_CREDENTIALS, UNCERTAIN, THROTTLED, NOT_NOW, CONFLICT -> {
                            closed.add(place.region());
                            yield DoctorFinding.fail(answer.getMessage());
                        }
                    });
            return Optional.empty();
        }
    }

    private static String in(TaskPlace place) {
        return place.region().isEmpty() ? "" : " in " + place.region();
    }

    /// Each permission once for all lines that need it.
    private void probe(Target.Fargate target, TaskDefinition definition) {
        DoctorProbes probes = new DoctorProbes(cloud);
        TaskPlace place = target.place();
        if (probed.add(new Cluster(place.region(), place.cluster()))) {
            probes.cluster(place, arns);
        }
        if (probed.add(List.of(place.region(), place.cluster(), definition.family()))) {
            probes.start(target, definition, arns);
        }
        for (TaskDefinition.Container container : definition.containers()) {
            Optional<LogPlace> log = container.log();
            if (log.isPresent() && probed.add(List.of(place.region(), log.get().group()))) {
                probes.logs(place.region(), log.get(), arns);
            }
        }
        findings.addAll(probes.findings());
    }

    private void examineQueue(List<Job> jobs, Optional<String> queue) {
        if (cloud.events().isEmpty() || queue.isEmpty()) {
            findings.add(
                    DoctorFinding.note(
                            "no fargate-queue is set: the ends of tasks are asked for, and so known"
                                    + " later"));
            return;
        }
        String region =
                jobs.isEmpty() ? "" : ((Target.Fargate) jobs.getFirst().target()).place().region();
        DoctorProbes probes = new DoctorProbes(cloud);
        probes.queue(cloud.events().get(), arns.queue(queue.get(), region));
        findings.addAll(probes.findings());
    }
}

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

    /// What is to be said of each line that names one of these.
    private final Map<Name, String> unknown = new HashMap<>();

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
        if (closed.contains(place.region())) {
            return;
        }
        Name name = new Name(place.region(), target.definition());
        Optional<TaskDefinition> definition =
                definitions.computeIfAbsent(name, _ -> ask(name, target));
        if (unknown.containsKey(name)) {
            findings.add(DoctorFinding.fail(DoctorLine.where(job) + unknown.get(name)));
        }
        definition.ifPresent(found -> {
            arns = Arns.accountOf(found.arn()).map(Arns::new).orElse(arns);
            findings.addAll(DoctorLine.examine(job, found));
            probe(job, target, found);
        });
    }

    /// A region in which nothing can be asked is told once.
    private Optional<TaskDefinition> ask(Name name, Target.Fargate target) {
        String definition = "task definition " + name.definition();
        try {
            TaskDefinition found = cloud.ecs().definition(target.place(), name.definition());
            findings.add(DoctorFinding.ok(definition + " is " + found.arn()));
            return Optional.of(found);
        } catch (CallException answer) {
            String said = answer.getMessage();
            switch (answer.kind()) {
                case DENIED ->
                        findings.add(DoctorFinding.lacking(said, Statement.readTaskDefinitions()));
                case NOT_FOUND, WRONG ->
                        unknown.put(
                                name,
                                "there is no %s%s; register it, or correct fargate: (%s)"
                                        .formatted(definition, in(name.region()), said));
                case NO_CREDENTIALS, UNCERTAIN, THROTTLED, NOT_NOW, CONFLICT -> {
                    closed.add(name.region());
                    findings.add(DoctorFinding.fail(said));
                }
            }
            return Optional.empty();
        }
    }

    private static String in(String region) {
        return region.isEmpty() ? "" : " in " + region;
    }

    /// Each permission once for all lines that need it.
    private void probe(Job job, Target.Fargate target, TaskDefinition definition) {
        DoctorProbes probes = new DoctorProbes(cloud, DoctorLine.where(job));
        TaskPlace place = target.place();
        if (probed.add(new Cluster(place.region(), place.cluster()))) {
            probes.cluster(place, arns);
        }
        if (place.spot() != TaskPlace.Spot.NO
                && probed.add(List.of("Spot", place.region(), place.cluster()))) {
            probes.spot(place);
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
        DoctorProbes probes = new DoctorProbes(cloud, "");
        probes.queue(cloud.events().get(), arns.queue(queue.get(), region));
        findings.addAll(probes.findings());
    }
}

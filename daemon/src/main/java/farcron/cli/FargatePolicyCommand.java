package farcron.cli;

import farcron.cloud.Arns;
import farcron.cloud.Policy;
import farcron.cloud.Use;
import farcron.cloud.Use.LogGroup;
import farcron.job.Job;
import farcron.job.Target;
import farcron.run.fargate.CallException;
import farcron.run.fargate.Cloud;
import farcron.run.fargate.TaskDefinition;
import farcron.run.fargate.TaskDefinition.Container;
import farcron.run.fargate.TaskDefinition.LogPlace;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// `farcron fargate policy`: what the daemon must be allowed at AWS.
@Command(
        name = "policy",
        description = {
            "Print the IAM policy by which the daemon can run the fargate: lines of some crontabs,"
                    + " and nothing else.",
            "The roles and log groups of tasks stand in their definitions: --ask reads them there;"
                    + " otherwise names to be replaced stand in their place.",
            "Exit status: 0 complete, 1 something is to be replaced or no line is for Fargate, 2"
                    + " wrong usage."
        })
public final class FargatePolicyCommand implements Callable<Integer> {

    private final FargateHere here;

    @Spec private CommandSpec spec;

    @Option(names = "--ask", description = "Ask ECS for the task definitions.")
    private boolean ask;

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "Twelve digits (as queue, cluster or roles tell; else any).")
    private String account;

    @Mixin private FargateLines lines;

    private boolean complete = true;

    FargatePolicyCommand(FargateHere here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        FargateLines.Found found = lines.read(here);
        List<Target.Fargate> targets =
                found.jobs().stream()
                        .map(Job::target)
                        .map(Target.Fargate.class::cast)
                        .distinct()
                        .toList();
        if (targets.isEmpty()) {
            err.println("farcron: there is no line with fargate: that runs; farcron check FILE");
            return 1;
        }
        Arns arns = account(targets).map(Arns::new).orElse(Arns.OF_ANY_ACCOUNT);
        List<Use> uses = ask ? asked(targets, arns) : unknown(targets, arns);
        spec.commandLine().getOut().println(Policy.of(uses, here.queue(), arns).json());
        spec.commandLine().getOut().flush();
        if (here.queue().isEmpty()) {
            err.println("no fargate-queue is set, so the policy has no queue");
        }
        return complete ? 0 : 1;
    }

    private Optional<String> account(List<Target.Fargate> targets) {
        Stream<String> names =
                targets.stream()
                        .flatMap(target ->
                                Stream.of(
                                                Optional.of(target.place().cluster()),
                                                target.roles().task(),
                                                target.roles().execution())
                                        .flatMap(Optional::stream));
        return Optional.ofNullable(account)
                .or(() ->
                        Stream.concat(here.queue().stream(), names)
                                .flatMap(name -> Arns.accountOf(name).stream())
                                .findFirst());
    }

    private List<Use> unknown(List<Target.Fargate> targets, Arns arns) {
        return targets.stream().map(target -> unknown(target, arns, "say --ask")).toList();
    }

    private Use unknown(Target.Fargate target, Arns arns, String remedy) {
        complete = false;
        spec.commandLine()
                .getErr()
                .println(
                        "roles and log group of %s are not known: replace REPLACE-BY-..., or %s"
                                .formatted(target.definition(), remedy));
        return Use.unknown(target, arns);
    }

    private List<Use> asked(List<Target.Fargate> targets, Arns arns) {
        try (Cloud cloud = here.cloud().get()) {
            return targets.stream().map(target -> asked(target, arns, cloud)).toList();
        }
    }

    private Use asked(Target.Fargate target, Arns arns, Cloud cloud) {
        try {
            TaskDefinition definition = cloud.ecs().definition(target.place(), target.definition());
            Arns known = Arns.accountOf(definition.arn()).map(Arns::new).orElse(arns);
            return Use.of(target, definition.roles(), log(target, definition), known);
        } catch (CallException failure) {
            return unknown(target, arns, "mend this: " + failure.getMessage());
        }
    }

    private static LogGroup log(Target.Fargate target, TaskDefinition definition) {
        Optional<LogPlace> place =
                target.container()
                        .flatMap(definition::container)
                        .or(() -> definition.containers().stream().findFirst())
                        .flatMap(Container::log);
        String own = target.place().region();
        return place.map(log ->
                        new LogGroup(log.region().isEmpty() ? own : log.region(), log.group()))
                .orElseGet(() -> new LogGroup(own, ""));
    }
}

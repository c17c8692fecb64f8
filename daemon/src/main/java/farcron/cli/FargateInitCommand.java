package farcron.cli;

import farcron.cloud.FirstSettings;
import farcron.cloud.UnknownDocument;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `farcron fargate init`: the settings for a stack, or as an existing service has them.
@Command(
        name = "init",
        description = {
            "Write the FARGATE_ lines for a crontab.",
            "It reads what one of these prints:",
            "  aws cloudformation describe-stacks --stack-name farcron",
            "  aws ecs describe-services --cluster CLUSTER --services SERVICE",
            "  aws ecs describe-task-definition --task-definition FAMILY",
            "as in: aws ... | farcron fargate init - >> my.crontab",
            "Several files add up: a service, and the task definition of the jobs."
        })
public final class FargateInitCommand implements Callable<Integer> {

    private final FargateHere here;

    @Spec private CommandSpec spec;

    @Option(names = "--conf", description = "Write lines for farcron.conf, for all crontabs.")
    private boolean configuration;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "JSON from the aws command; - is standard input")
    private List<String> files = new ArrayList<>();

    FargateInitCommand(FargateHere here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            FirstSettings settings =
                    FirstSettings.of(new FargateTexts(here.in()).read(files, spec));
            (configuration ? settings.configuration() : settings.crontab()).forEach(out::println);
            out.flush();
            return 0;
        } catch (UnknownDocument unknown) {
            spec.commandLine().getErr().println("farcron: " + unknown.getMessage());
            return 1;
        }
    }
}

package farcron.cli;

import farcron.cloud.ImportedCrontab;
import farcron.cloud.UnknownDocument;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `farcron fargate import`: schedules of EventBridge as a crontab.
@Command(
        name = "import",
        description = {
            "Write a crontab from schedules of EventBridge that start tasks on ECS.",
            "It reads what these print, one after the other:",
            "  aws scheduler get-schedule --group-name G --name N",
            "  aws events describe-rule --name N; aws events list-targets-by-rule --rule N",
            "All schedules of an account:",
            "  aws scheduler list-schedules --output text \\",
            "      --query 'Schedules[].[GroupName,Name]' | while read g n; do",
            "    aws scheduler get-schedule --group-name $g --name $n",
            "  done | farcron fargate import - > my.crontab",
            "All rules that have a time:",
            "  aws events list-rules --output text \\",
            "      --query 'Rules[?ScheduleExpression].[Name]' | while read n; do",
            "    aws events describe-rule --name $n",
            "    aws events list-targets-by-rule --rule $n",
            "  done | farcron fargate import - > my.crontab",
            "(A list alone does not hold the targets.) What a line cannot have is told in a remark"
                    + " above it, and one that would not do as before is itself a remark.",
            "Exit status: 0 all runs as it did, 1 something is left to do, 2 wrong usage."
        })
public final class FargateImportCommand implements Callable<Integer> {

    private final FargateHere here;

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "JSON from the aws command; - is standard input")
    private List<String> files = new ArrayList<>();

    FargateImportCommand(FargateHere here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            List<String> texts = new FargateTexts(here.in()).read(files, spec);
            ImportedCrontab crontab = ImportedCrontab.of(texts, here.time().instant());
            crontab.text().forEach(out::println);
            out.flush();
            err.println(crontab.summary());
            return crontab.isComplete() ? 0 : 1;
        } catch (UnknownDocument unknown) {
            err.println("farcron: " + unknown.getMessage());
            return 1;
        }
    }
}

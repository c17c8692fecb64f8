package farcron.cli;

import farcron.crontab.Grammar.Format;
import farcron.load.BothCrons.Finding;
import farcron.swap.Handback;
import farcron.swap.Prospect;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// `farcron handback`: from farcron to the machine's other cron.
@Command(
        name = "handback",
        description = {
            "Give the crontabs of this machine back to its other cron; needs root.",
            "Refused while there are lines that the other cron could not run, or would not run so;"
                    + " `farcron guard` helps with most of them.",
            "Exit status: 0 the other cron runs the crontabs, 1 it does not, 2 wrong usage."
        })
public final class HandbackCommand implements Callable<Integer> {

    private final SwapHere here;

    @Spec private CommandSpec spec;

    @Option(names = "--dry-run", description = "Change nothing; tell what would be done.")
    private boolean dryRun;

    @Option(names = "--anyway", description = "Even if there are lines that it would not run.")
    private boolean anyway;

    public HandbackCommand(SwapHere here) {
        this.here = here;
    }

    @Override
    public Integer call() throws IOException {
        SwapTalk talk = new SwapTalk(spec);
        if (!here.root()) {
            return talk.refuse("only root can change which cron this machine has");
        }
        Prospect prospect = new Handback(here.machine()).look();
        if (!(prospect instanceof Prospect.Possible(var plan))) {
            return talk.nothingToDo(prospect);
        }
        List<Finding> findings = here.crons().get().notThere();
        findings.forEach(finding -> talk.out(Shown.text(finding.line())));
        talk.plan(plan);
        List<Finding> errors = findings.stream().filter(it -> it.problem().isError()).toList();
        if (!errors.isEmpty() && !anyway) {
            return talk.refuse(
                    "the other cron would not run these lines; guard them, or say --anyway:"
                            + remedies(errors));
        }
        if (dryRun) {
            return 0;
        }
        return talk.carryOut(
                plan,
                "the other cron runs the crontabs of this machine; the record of farcron stays in "
                        + here.machine().state());
    }

    private static String remedies(List<Finding> errors) {
        return errors.stream()
                .map(it ->
                        "\n  farcron guard "
                                + (it.format() == Format.SYSTEM ? "--system " : "")
                                + Shown.text(it.path()))
                .distinct()
                .collect(Collectors.joining());
    }
}

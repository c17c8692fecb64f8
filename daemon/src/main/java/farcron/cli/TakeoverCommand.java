package farcron.cli;

import farcron.load.BothCrons;
import farcron.load.BothCrons.Finding;
import farcron.swap.Prospect;
import farcron.swap.Takeover;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

/// `farcron takeover`: from the machine's cron to farcron.
@Command(
        name = "takeover",
        description = {
            "Put farcron in the place of the cron that runs on this machine; needs root.",
            "Running jobs go on, and no line runs twice or is left out. If a step fails, all are"
                    + " undone. `farcron handback` is the way back.",
            "Exit status: 0 farcron runs the crontabs, 1 it does not, 2 wrong usage."
        })
public final class TakeoverCommand implements Callable<Integer> {

    private final SwapHere here;

    @Spec private CommandSpec spec;

    @Option(names = "--dry-run", description = "Change nothing; tell what would be done.")
    private boolean dryRun;

    @Option(names = "--anyway", description = "Even if there are lines that farcron refuses.")
    private boolean anyway;

    public TakeoverCommand(SwapHere here) {
        this.here = here;
    }

    @Override
    public Integer call() throws IOException {
        SwapTalk talk = new SwapTalk(spec);
        if (!here.root()) {
            return talk.refuse("only root can change which cron this machine has");
        }
        Prospect prospect = new Takeover(here.machine()).look();
        if (!(prospect instanceof Prospect.Possible(var plan))) {
            return talk.nothingToDo(prospect);
        }
        BothCrons crons = here.crons().get();
        crons.notThere().stream()
                .filter(finding -> finding.problem().isError())
                .forEach(finding ->
                        talk.out("not run by the cron of now: " + Shown.text(finding.line())));
        List<Finding> refused = crons.notHere();
        refused.forEach(finding -> talk.out(Shown.text(finding.line())));
        talk.plan(plan);
        if (!refused.isEmpty() && !anyway) {
            return talk.refuse(
                    "farcron does not run these lines; mend them, or say --anyway to do without"
                            + " them");
        }
        if (dryRun) {
            return 0;
        }
        return talk.carryOut(
                plan,
                "farcron runs the crontabs of this machine; `farcron status` shows them. crontab(1)"
                        + " stays which it was, and farcron notices what it writes. The way back:"
                        + " farcron handback");
    }
}

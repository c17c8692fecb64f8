package farcron.cli;

import farcron.load.BothCrons;
import farcron.load.BothCrons.Finding;
import farcron.swap.Machine;
import farcron.swap.Plan;
import farcron.swap.Prospect;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

/// A command that puts one cron in the place of the other. It refuses first, or tells what it will
/// do, and then each step.
abstract class Swapping implements Callable<Integer> {

    private final SwapHere here;

    @Spec private CommandSpec spec;

    @Option(names = "--dry-run", description = "Change nothing; tell what would be done.")
    private boolean dryRun;

    @Option(names = "--anyway", description = "Even if there are lines that would not run then.")
    private boolean anyway;

    Swapping(SwapHere here) {
        this.here = here;
    }

    /// What becomes of the lines of this machine.
    ///
    /// @param lost would not run any more
    /// @param why nor would they, for people: `farcron does not run these lines`
    /// @param remedy against that
    /// @param told is worth knowing, whatever is done
    record Lines(List<Finding> lost, String why, String remedy, List<String> told) {}

    abstract Prospect look(Machine machine) throws IOException;

    abstract Lines lines(BothCrons crons);

    /// What holds when all is done.
    abstract String done(Machine machine);

    @Override
    public final Integer call() throws IOException {
        if (!here.root()) {
            return refuse(
                    "only root can change which cron this machine has: sudo farcron "
                            + spec.name());
        }
        return switch (look(here.machine())) {
            case Prospect.Done(String what) -> {
                tell(what);
                yield 0;
            }
            case Prospect.Refused(String why) -> refuse(why);
            case Prospect.Possible(Plan plan) -> swap(plan, lines(here.crons().get()));
        };
    }

    private int swap(Plan plan, Lines lines) {
        if (!lines.lost().isEmpty() && !anyway) {
            StringBuilder why = new StringBuilder(lines.why()).append(":\n");
            lines.lost().forEach(it -> why.append("  ").append(shown(it)).append('\n'));
            return refuse(why + lines.remedy());
        }
        lines.told().forEach(this::tell);
        tell("what will be done:");
        plan.lines().forEach(this::tell);
        if (dryRun) {
            return 0;
        }
        here.toTheEnd().run();
        boolean done = plan.carryOut(line -> tell("- " + line));
        if (done) {
            tell(done(here.machine()));
        }
        return done ? 0 : 1;
    }

    static String shown(Finding finding) {
        return Shown.text(finding.line());
    }

    private void tell(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private int refuse(String why) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("farcron: " + why);
        err.flush();
        return 1;
    }
}

package farcron.cli;

import farcron.crontab.Grammar.Format;
import farcron.load.BothCrons;
import farcron.load.BothCrons.Finding;
import farcron.swap.Handback;
import farcron.swap.Machine;
import farcron.swap.Prospect;

import picocli.CommandLine.Command;

import java.io.IOException;
import java.util.List;
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
public final class HandbackCommand extends Swapping {

    public HandbackCommand(SwapHere here) {
        super(here);
    }

    @Override
    Prospect look(Machine machine) throws IOException {
        return new Handback(machine).look();
    }

    @Override
    Lines lines(BothCrons crons) {
        List<Finding> findings = crons.notThere();
        List<Finding> lost = findings.stream().filter(it -> it.problem().isError()).toList();
        return new Lines(
                lost,
                "the other cron would not run these lines",
                "guard them, or say --anyway to do without them:" + guards(lost),
                findings.stream().map(Swapping::shown).toList());
    }

    private static String guards(List<Finding> lost) {
        return lost.stream()
                .map(it ->
                        "\n  farcron guard "
                                + (it.format() == Format.SYSTEM ? "--system " : "")
                                + Shown.text(it.path()))
                .distinct()
                .collect(Collectors.joining());
    }

    @Override
    String done(Machine machine) {
        return "the other cron runs the crontabs of this machine; the record of farcron stays in "
                + machine.state();
    }
}

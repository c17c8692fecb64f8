package farcron.cli;

import farcron.load.BothCrons;
import farcron.load.BothCrons.Finding;
import farcron.swap.Machine;
import farcron.swap.Prospect;
import farcron.swap.Takeover;

import picocli.CommandLine.Command;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// `farcron takeover`: from the machine's cron to farcron.
@Command(
        name = "takeover",
        description = {
            "Put farcron in the place of the cron that runs on this machine; needs root.",
            "Running jobs go on, and no line runs twice or is left out. If a step fails, all are"
                    + " undone. `farcron handback` is the way back.",
            "Exit status: 0 farcron runs the crontabs, 1 it does not, 2 wrong usage."
        })
public final class TakeoverCommand extends Swapping {

    public TakeoverCommand(SwapHere here) {
        super(here);
    }

    @Override
    Prospect look(Machine machine) throws IOException {
        return new Takeover(machine).look();
    }

    @Override
    Lines lines(BothCrons crons) {
        List<Finding> lost = crons.notHere();
        Stream<String> gained =
                crons.notThere().stream()
                        .filter(it -> it.problem().isError())
                        .map(it -> "not run by the cron of now: " + shown(it));
        return new Lines(
                lost,
                "farcron does not run these lines",
                "mend them, or say --anyway to do without them",
                Stream.concat(gained, lost.stream().map(Swapping::shown)).toList());
    }

    @Override
    String done(Machine machine) {
        return "farcron runs the crontabs of this machine; `farcron status` shows them. crontab(1)"
                + " stays which it was, and farcron notices what it writes. The way back: farcron"
                + " handback";
    }
}

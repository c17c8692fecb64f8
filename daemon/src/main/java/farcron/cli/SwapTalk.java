package farcron.cli;

import farcron.swap.Plan;
import farcron.swap.Prospect;

import picocli.CommandLine.Model.CommandSpec;

import java.io.PrintWriter;

/// What the commands that swap crons tell, each with the exit status that goes with it.
record SwapTalk(CommandSpec spec) {

    void out(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    int refuse(String why) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("farcron: " + why);
        err.flush();
        return 1;
    }

    int nothingToDo(Prospect prospect) {
        return switch (prospect) {
            case Prospect.Done(String what) -> {
                out(what);
                yield 0;
            }
            case Prospect.Refused(String why) -> refuse(why);
            case Prospect.Possible _ -> throw new IllegalArgumentException("there is a plan");
        };
    }

    void plan(Plan plan) {
        out("what will be done:");
        plan.lines().forEach(this::out);
    }

    int carryOut(Plan plan, String atTheEnd) {
        boolean done = plan.carryOut(line -> out("- " + line));
        if (done) {
            out(atTheEnd);
        }
        return done ? 0 : 1;
    }
}

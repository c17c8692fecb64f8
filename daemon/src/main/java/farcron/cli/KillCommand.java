package farcron.cli;

import farcron.report.SocketClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `farcron kill`
@Command(name = "kill", description = "Ends a run that waits or runs.")
public final class KillCommand extends Asking {

    @Parameters(
            paramLabel = "RUN|JOB",
            description =
                    "its number, as `farcron runs` shows it, or the job, if only one run of it"
                            + " waits or runs")
    private String run = "";

    public KillCommand(SocketOption socket) {
        super(socket);
    }

    @Override
    int ask(SocketClient daemon) {
        return act(daemon, "/runs/" + encoded(run) + "/kill");
    }
}

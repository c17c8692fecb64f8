package farcron.cli;

import farcron.report.SocketClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `farcron kill`
@Command(name = "kill", description = "Ends a run that waits or runs.")
public final class KillCommand extends Asking {

    @Parameters(paramLabel = "RUN", description = "its number, as `farcron runs` shows it")
    private long run;

    public KillCommand(SocketOption socket) {
        super(socket);
    }

    @Override
    int ask(SocketClient daemon) {
        return act(daemon, "/runs/" + run + "/kill");
    }
}

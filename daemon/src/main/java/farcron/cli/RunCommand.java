package farcron.cli;

import farcron.report.SocketClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `farcron run`
@Command(name = "run", description = "Runs a job now.")
public final class RunCommand extends Asking {

    @Parameters(paramLabel = "JOB", description = "NAME or SCOPE/NAME")
    private String job = "";

    public RunCommand(SocketOption socket) {
        super(socket);
    }

    @Override
    int ask(SocketClient daemon) {
        return act(daemon, "/jobs/" + encoded(job) + "/run");
    }
}

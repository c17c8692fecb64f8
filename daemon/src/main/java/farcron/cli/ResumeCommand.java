package farcron.cli;

import farcron.report.SocketClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `farcron resume`
@Command(name = "resume", description = "Starts a paused job again when it is due.")
public final class ResumeCommand extends Asking {

    @Parameters(paramLabel = "JOB", description = "NAME or SCOPE/NAME")
    private String job = "";

    public ResumeCommand(SocketOption socket) {
        super(socket);
    }

    @Override
    int ask(SocketClient daemon) {
        return act(daemon, "/jobs/" + encoded(job) + "/resume");
    }
}

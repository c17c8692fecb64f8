package farcron.cli;

import farcron.report.SocketClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `farcron pause`
@Command(name = "pause", description = "Starts a job no more, for a time or until it is resumed.")
public final class PauseCommand extends Asking {

    @Parameters(paramLabel = "JOB", description = "NAME or SCOPE/NAME")
    private String job = "";

    @Option(names = "--for", paramLabel = "TIME", description = "such as 90s, 30m, 2h or 1d")
    private String time = "";

    public PauseCommand(SocketOption socket) {
        super(socket);
    }

    @Override
    int ask(SocketClient daemon) {
        return act(daemon, "/jobs/" + encoded(job) + "/pause?for=" + encoded(time));
    }
}

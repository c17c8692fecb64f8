package farcron.cli;

import farcron.report.SocketClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `farcron status`
@Command(name = "status", description = "What failed, what runs, what comes next.")
public final class StatusCommand extends Asking {

    @Option(names = "--all", description = "each job, however many there are")
    private boolean all;

    @Option(names = "--json", description = "for programs")
    private boolean json;

    public StatusCommand(SocketOption socket) {
        super(socket);
    }

    @Override
    int ask(SocketClient daemon) {
        return print(daemon, all ? "/?all=1" : "/", json);
    }
}

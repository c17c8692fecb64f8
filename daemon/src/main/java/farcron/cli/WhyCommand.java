package farcron.cli;

import farcron.report.SocketClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `farcron why`
@Command(name = "why", description = "Why a job failed, or did not run.")
public final class WhyCommand extends Asking {

    @Parameters(index = "0", paramLabel = "JOB", description = "NAME or SCOPE/NAME")
    private String job = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "TIME", description = TIME)
    private String time = "";

    @Option(names = "--json", description = "for programs")
    private boolean json;

    public WhyCommand(SocketOption socket) {
        super(socket);
    }

    @Override
    int ask(SocketClient daemon) {
        return print(daemon, "/why/" + encoded(job) + "?at=" + encoded(time), json);
    }
}

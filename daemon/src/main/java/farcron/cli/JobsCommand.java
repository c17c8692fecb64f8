package farcron.cli;

import farcron.report.SocketClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `farcron jobs`
@Command(name = "jobs", description = "All jobs and where they stand, or all about one job.")
public final class JobsCommand extends Asking {

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "NAME or SCOPE/NAME")
    private String job = "";

    @Option(names = "--json", description = "for programs")
    private boolean json;

    public JobsCommand(SocketOption socket) {
        super(socket);
    }

    @Override
    int ask(SocketClient daemon) {
        return print(daemon, job.isEmpty() ? "/jobs" : "/jobs/" + encoded(job), json);
    }
}

package farcron.cli;

import farcron.report.SocketClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `farcron runs`
@Command(name = "runs", description = "The runs on record, newest first.")
public final class RunsCommand extends Asking {

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "NAME or SCOPE/NAME")
    private String job = "";

    @Option(
            names = "--in",
            paramLabel = "STATE",
            description =
                    "only those that are queued, running, ok, failed, timeout, killed,"
                            + " skipped, blocked, missed or lost")
    private String state = "";

    @Option(
            names = "--wave",
            paramLabel = "JOB@TIME",
            description = "only those of the wave that began with JOB at TIME: " + TIME)
    private String wave = "";

    @Option(names = "--limit", paramLabel = "N", description = "at most so many (default: 50)")
    private int limit = 50;

    @Option(names = "--json", description = "for programs")
    private boolean json;

    public RunsCommand(SocketOption socket) {
        super(socket);
    }

    @Override
    int ask(SocketClient daemon) {
        String address =
                "/runs?limit="
                        + limit
                        + "&job="
                        + encoded(job)
                        + "&state="
                        + encoded(state)
                        + "&wave="
                        + encoded(wave);
        return print(daemon, address, json);
    }
}

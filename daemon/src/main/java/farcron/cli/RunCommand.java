package farcron.cli;

import farcron.report.SocketClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `farcron run`
@Command(
        name = "run",
        description = {
            "Runs a job now, and then what waits for it.",
            "With --from: runs it once more for the time at which it was due, and then what was"
                    + " blocked behind it."
        })
public final class RunCommand extends Asking {

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "NAME or SCOPE/NAME")
    private String job = "";

    @Option(names = "--only", description = "just this job: nothing follows its end")
    private boolean only;

    @Option(names = "--from", paramLabel = "JOB@TIME", description = "the time as " + TIME)
    private String from = "";

    public RunCommand(SocketOption socket) {
        super(socket);
    }

    @Override
    int ask(SocketClient daemon) {
        if (job.isEmpty() == from.isEmpty()) {
            throw misuse("name the job to run: JOB, or --from JOB@TIME to run it once more");
        }
        return from.isEmpty()
                ? act(daemon, "/jobs/" + encoded(job) + "/run" + (only ? "?only" : ""))
                : again(daemon);
    }

    private int again(SocketClient daemon) {
        int at = from.lastIndexOf('@');
        if (at <= 0) {
            throw misuse("--from is `" + from + "`; write the job and its time, as in load@02:00");
        }
        if (only) {
            throw misuse("--from runs what was blocked behind the job, too; leave --only away");
        }
        String again = encoded(from.substring(0, at));
        return act(daemon, "/jobs/" + again + "/run?from=" + encoded(from.substring(at + 1)));
    }
}

package farcron.cli;

import farcron.report.SocketClient;
import farcron.report.SocketClient.Answer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Set;
import java.util.concurrent.TimeUnit;

/// `farcron log`
@Command(name = "log", description = "The output of a run, or of the newest run of a job.")
public final class LogCommand extends Asking {

    private static final Set<String> OPEN = Set.of("queued", "running");
    private static final long AGAIN_MS = 300;

    @Parameters(paramLabel = "RUN|JOB", description = "a run's number, or a job's name")
    private String what = "";

    /// So often what has not come yet of an ended run is looked for, which is a minute and a half.
    private static final int MOST_LATE = (int) (90_000 / AGAIN_MS);

    @Option(names = "-f", description = "follow the output until the run ends")
    private boolean follow;

    public LogCommand(SocketOption socket) {
        super(socket);
    }

    @Override
    int ask(SocketClient daemon) {
        String run = what;
        String attempt = "";
        long at = 0;
        int late = 0;
        while (true) {
            String from = "/log?offset=" + at + attempt;
            Answer answer = get(daemon, "/runs/" + encoded(run) + from);
            if (print(answer) != 0) {
                return 1;
            }
            run = answer.headers().getOrDefault("x-run-id", run);
            long next = number(answer, "x-log-next");
            boolean atEnd = next >= number(answer, "x-log-size") || next <= at;
            boolean open = OPEN.contains(answer.headers().getOrDefault("x-run-state", ""));
            late = open || isComplete(answer) ? 0 : late + 1;
            at = Math.max(at, next);
            long shown = number(answer, "x-log-attempt");
            boolean triedAgain = number(answer, "x-log-attempts") > shown;
            attempt = "&attempt=" + (atEnd && triedAgain ? shown + 1 : shown);
            if (atEnd && triedAgain) {
                at = 0;
            } else if (atEnd && !(follow && (open || 0 < late && late < MOST_LATE) && rest())) {
                return ended(at, run, answer);
            }
        }
    }

    private int ended(long bytes, String run, Answer answer) {
        if (bytes == 0) {
            String state = answer.headers().getOrDefault("x-run-state", "");
            fail(
                    isComplete(answer)
                            ? "run " + run + " (" + state + ") has no output"
                            : "what run %s (%s) has written is still being fetched"
                                    .formatted(run, state));
        }
        return 0;
    }

    /// What a run elsewhere has written comes some seconds late.
    private static boolean isComplete(Answer answer) {
        return !answer.headers().getOrDefault("x-log-complete", "yes").equals("no");
    }

    private static long number(Answer answer, String header) {
        String text = answer.headers().getOrDefault(header, "0");
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    /// Whether to go on after a while.
    private static boolean rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

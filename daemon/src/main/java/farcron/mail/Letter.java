package farcron.mail;

import farcron.crontab.LosslessText;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.os.CappedLog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Whether a run that has ended is worth a letter, and what it says.
///
/// As with cron, there is one only if the job wrote something, whatever its exit status. Where cron
/// has no words at all there is one too: the job did start, and its end could not be seen. It then
/// says so, and how to look. For a run that did not start there is none: whoever's account expired
/// would get one each minute, for as long as that lasts.
///
/// Of a run on Fargate it also says, below the output, what became of it, which task it was, and
/// where the rest of its output is. There is one as well where nothing was written and the reason
/// is not the command's own exit status: an image that cannot be pulled writes nothing.
final class Letter {

    /// Of the output; mail servers refuse letters that are longer than some megabytes.
    private static final int MOST = 1 << 20;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private Letter() {}

    static boolean isDue(Letterhead head, RunRecord run, long outputBytes) {
        boolean succeeded =
                run.exitCode().equals(OptionalInt.of(0)) && (run.place().isLocal() || !bad(run));
        return (outputBytes > 0 || unseen(run) || failedElsewhere(run))
                && !(head.onlyOnFailure() && succeeded);
    }

    /// @param pointer to all that it has written, if that is elsewhere
    static byte[] text(
            Letterhead head, RunRecord run, CappedLog log, Manner manner, Optional<String> pointer)
            throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(LosslessText.encode(head.headers() + "\n"));
        byte[] output = manner.body(log.bytes(MOST));
        text.writeBytes(output);
        String note = note(run, log.size()) + elsewhere(run, pointer);
        if (!note.isEmpty()) {
            boolean open = output.length > 0 && output[output.length - 1] != '\n';
            text.writeBytes(((open ? "\n" : "") + note).getBytes(StandardCharsets.UTF_8));
        }
        return text.toByteArray();
    }

    private static String note(RunRecord run, long outputBytes) {
        StringBuilder note = new StringBuilder();
        if (outputBytes > MOST) {
            note.append(
                    "--- all that is kept of these %d bytes: farcron log %d ---\n"
                            .formatted(outputBytes, run.id()));
        }
        if (unseen(run)) {
            note.append(
                    "--- it is not known how this run ended: %s; see: farcron why %s ---\n"
                            .formatted(run.reason(), run.job()));
        }
        return note.toString();
    }

    private static String elsewhere(RunRecord run, Optional<String> pointer) {
        List<String> notes = new ArrayList<>();
        boolean ofTask = run.place().task().isPresent();
        if (bad(run) && !unseen(run) && (ofTask || failedElsewhere(run))) {
            notes.add(run.state().word() + ": " + run.reason());
        }
        run.place().task().ifPresent(arn -> notes.add("task: " + arn));
        pointer.ifPresent(where -> notes.add("its log: " + where));
        return notes.stream()
                .map(note -> "--- " + CONTROL.matcher(note).replaceAll(" ") + " ---\n")
                .collect(Collectors.joining());
    }

    /// For a reason that no output of the command tells.
    private static boolean failedElsewhere(RunRecord run) {
        boolean itsOwn = run.reason().isEmpty() || run.reason().startsWith("exit ");
        return !run.place().isLocal() && bad(run) && !itsOwn;
    }

    private static boolean bad(RunRecord run) {
        return switch (run.state()) {
            case FAILED, TIMEOUT, LOST -> true;
            case QUEUED, RUNNING, OK, KILLED, SKIPPED, BLOCKED, MISSED -> false;
        };
    }

    private static boolean unseen(RunRecord run) {
        return run.state() == RunState.LOST;
    }
}

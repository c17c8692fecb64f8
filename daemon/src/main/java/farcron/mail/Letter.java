package farcron.mail;

import farcron.crontab.LosslessText;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.os.CappedLog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/// Whether a run that has ended is worth a letter, and what it says.
///
/// As with cron, there is one only if the job wrote something, whatever its exit status. Where cron
/// has no words at all there is one too: the job did start, and its end could not be seen. It then
/// says so, and how to look. For a run that did not start there is none: whoever's account expired
/// would get one each minute, for as long as that lasts.
final class Letter {

    /// Of the output; mail servers refuse letters that are longer than some megabytes.
    private static final int MOST = 1 << 20;

    private Letter() {}

    static boolean isDue(Letterhead head, RunRecord run, long outputBytes) {
        boolean succeeded = run.exitCode().equals(OptionalInt.of(0));
        return (outputBytes > 0 || unseen(run)) && !(head.onlyOnFailure() && succeeded);
    }

    static byte[] text(Letterhead head, RunRecord run, CappedLog log, Manner manner)
            throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(LosslessText.encode(head.headers() + "\n"));
        byte[] output = manner.body(log.bytes(MOST));
        text.writeBytes(output);
        String note = note(run, log.size());
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

    private static boolean unseen(RunRecord run) {
        return run.state() == RunState.LOST;
    }
}

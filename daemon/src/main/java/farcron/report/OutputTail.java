package farcron.report;

import farcron.crontab.LosslessText;
import farcron.job.RunRecord;
import farcron.os.CappedLog;
import farcron.os.LogLimit;
import farcron.record.RunFolders;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// How far the output of one attempt at a run has been shown.
///
/// Owned by the thread that shows it; only [#end] is for others.
final class OutputTail {

    /// In bytes; then the next run has its turn.
    private static final int TURN = 64 * 1024;

    /// In bytes; a longer line is shown in pieces.
    private static final int LONGEST = 8 * 1024;

    private final RunRecord run;
    private final RunFolders folders;
    private final LogLimit limit;
    private final EventLog log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long next;
    private boolean behind;
    private String trouble = "";

    /// What is to be done when all of it has been shown; nothing while it may grow.
    private final Queue<Runnable> after = new ConcurrentLinkedQueue<>();

    private boolean shown;

    OutputTail(RunRecord run, RunFolders folders, LogLimit limit, EventLog log) {
        this.run = run;
        this.folders = folders;
        this.limit = limit;
        this.log = log;
    }

    /// It has ended, and its log grows no more.
    ///
    /// @param then is done when all of it has been shown
    /// @return false if that has been; then it will not be done
    synchronized boolean end(Runnable then) {
        return !shown && after.add(then);
    }

    /// Whether something is to be done before the next look at all runs.
    boolean hurries() {
        return behind || !after.isEmpty();
    }

    /// Shows what is new, up to one turn's worth.
    ///
    /// @return whether that was the last of it
    boolean show() {
        boolean ended = !after.isEmpty();
        boolean moved = read();
        if (moved || !ended) {
            return false;
        }
        if (line.size() > 0) {
            print(false);
        }
        close();
        after.forEach(Runnable::run);
        return true;
    }

    private synchronized void close() {
        shown = true;
    }

    private boolean read() {
        try {
            // The folder may move while nothing is written yet: the disk was full, say.
            CappedLog output = new CappedLog(folders.folder(run.id(), run.attempt()).log(), limit);
            CappedLog.Piece piece = output.from(next, TURN);
            for (byte b : piece.bytes()) {
                add(b);
            }
            long before = next;
            next = piece.next();
            behind = next - before >= TURN;
            return next > before;
        } catch (IOException failure) {
            behind = false;
            if (!failure.toString().equals(trouble)) {
                trouble = failure.toString();
                log.problem("the output of run " + run.id() + " cannot be shown: " + trouble);
            }
            return false;
        }
    }

    private void add(byte b) {
        if (b == '\n') {
            print(false);
            return;
        }
        if (line.size() >= LONGEST) {
            print(true);
        }
        line.write(b);
    }

    /// @param more whether the line goes on; then a character that is not whole yet waits for it
    private void print(boolean more) {
        byte[] bytes = line.toByteArray();
        int whole = bytes.length - (more ? Logs.openBytes(bytes) : 0);
        log.output(run, LosslessText.decode(Arrays.copyOf(bytes, whole)), more);
        line.reset();
        line.write(bytes, whole, bytes.length - whole);
    }
}

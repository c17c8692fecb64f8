package farcron.report;

import farcron.job.RunRecord;
import farcron.os.CappedLog;
import farcron.os.LogLimit;
import farcron.record.RunFolders;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The output of runs, in pieces that a small heap can hold.
public final class Logs {

    /// Of one answer.
    private static final int MOST = 256 * 1024;

    private static final int TAIL = 4096;

    private final RunFolders folders;
    private final LogLimit limit;

    public Logs(RunFolders folders, LogLimit limit) {
        this.folders = folders;
        this.limit = limit;
    }

    /// Whole, if it is not long; else its beginning and end, with a line about the rest. With
    /// `?tail=N` its last bytes. With `?offset=N` what stands there; `X-Log-Next` tells where to
    /// read on, `X-Run-State` whether more may come. Of the newest attempt, or, with `?attempt=N`,
    /// of an earlier one; `X-Log-Complete` whether all that a run has written is there if it is
    /// over; `X-Log-Attempt` and `X-Log-Attempts` tell which, and how many there are.
    Reply reply(RunRecord run, Request request) {
        try {
            int attempt = attempt(run, request);
            CappedLog log = log(run, attempt);
            long size = log.size();
            return reply(run, attempt, size, piece(run, request, log, size));
        } catch (IOException trouble) {
            throw Declined.unavailable(
                    "the log of run " + run.id() + " cannot be read: " + trouble.getMessage());
        }
    }

    private static CappedLog.Piece piece(RunRecord run, Request request, CappedLog log, long size)
            throws IOException {
        if (request.value("offset").isPresent()) {
            long from = request.number("offset", 0, 0, Long.MAX_VALUE);
            return settled(run, log.from(from, MOST));
        }
        long tail = request.number("tail", 0, 1, MOST);
        byte[] bytes = tail == 0 ? log.bytes(MOST) : tail(log, size, (int) tail);
        return new CappedLog.Piece(bytes, size);
    }

    /// The last lines, ready to be shown; empty where nothing can be read.
    List<String> lastLines(RunRecord run, int most) {
        try {
            CappedLog log = log(run, folders.newest(run.id()));
            byte[] bytes = tail(log, log.size(), TAIL);
            List<String> lines =
                    Printable.text(new String(bytes, StandardCharsets.UTF_8))
                            .lines()
                            .filter(line -> !line.isBlank())
                            .toList();
            return lines.subList(Math.max(0, lines.size() - most), lines.size());
        } catch (IOException _) {
            return List.of();
        }
    }

    private int attempt(RunRecord run, Request request) {
        int newest = folders.newest(run.id());
        long asked = request.number("attempt", newest, 1, Integer.MAX_VALUE);
        if (asked > Math.max(newest, run.attempt())) {
            throw Declined.notFound(
                    "run " + run.id() + " has no attempt " + asked + "; its newest is " + newest);
        }
        return (int) asked;
    }

    private boolean isComplete(RunRecord run, int attempt) {
        return !Files.exists(folders.folder(run.id(), attempt).copying());
    }

    private CappedLog log(RunRecord run, int attempt) {
        return new CappedLog(folders.folder(run.id(), attempt).log(), limit);
    }

    private static byte[] tail(CappedLog log, long size, int bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long at = Math.max(0, size - bytes);
        while (at < size) {
            CappedLog.Piece piece = log.from(at, bytes);
            if (piece.next() <= at) {
                break;
            }
            out.writeBytes(piece.bytes());
            at = piece.next();
        }
        return out.toByteArray();
    }

    /// Leaves a character that is not yet whole for the next piece.
    private static CappedLog.Piece settled(RunRecord run, CappedLog.Piece piece) {
        int open = openBytes(piece.bytes());
        boolean more = run.state().open() || piece.bytes().length >= MOST;
        if (open == 0 || !more) {
            return piece;
        }
        int whole = piece.bytes().length - open;
        return new CappedLog.Piece(Arrays.copyOf(piece.bytes(), whole), piece.next() - open);
    }

    /// How many bytes at the end begin an UTF-8 character without ending it.
    static int openBytes(byte[] bytes) {
        for (int back = 1; back <= Math.min(3, bytes.length); back++) {
            int b = bytes[bytes.length - back] & 0xFF;
            if (b >= 0xC0) {
                int length = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
                return length > back ? back : 0;
            }
            if (b < 0x80) {
                return 0;
            }
        }
        return 0;
    }

    private Reply reply(RunRecord run, int attempt, long size, CappedLog.Piece piece) {
        return Reply.text(200, new String(piece.bytes(), StandardCharsets.UTF_8))
                .with(
                        Map.of(
                                "X-Log-Size", Long.toString(size),
                                "X-Log-Next", Long.toString(piece.next()),
                                "X-Log-Complete", isComplete(run, attempt) ? "yes" : "no",
                                "X-Log-Attempt", Integer.toString(attempt),
                                "X-Log-Attempts", Integer.toString(folders.newest(run.id())),
                                "X-Run-Id", Long.toString(run.id()),
                                "X-Run-State", run.state().word()));
    }
}

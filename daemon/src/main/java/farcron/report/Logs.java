package farcron.report;

import farcron.job.RunRecord;
import farcron.os.CappedLog;
import farcron.os.LogLimit;
import farcron.record.RunFolders;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    /// read on, `X-Run-State` whether more may come.
    Reply reply(RunRecord run, Request request) {
        try {
            CappedLog log = log(run);
            long size = log.size();
            Optional<String> offset = request.value("offset");
            if (offset.isPresent()) {
                long from = request.number("offset", 0, 0, Long.MAX_VALUE);
                return piece(run, size, settled(run, log.from(from, MOST)));
            }
            long tail = request.number("tail", 0, 1, MOST);
            byte[] bytes = tail == 0 ? log.bytes(MOST) : tail(log, size, (int) tail);
            return piece(run, size, new CappedLog.Piece(bytes, size));
        } catch (IOException trouble) {
            throw Declined.unavailable(
                    "the log of run " + run.id() + " cannot be read: " + trouble.getMessage());
        }
    }

    /// The last lines, ready to be shown; empty where nothing can be read.
    List<String> lastLines(RunRecord run, int most) {
        try {
            CappedLog log = log(run);
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

    private CappedLog log(RunRecord run) {
        return new CappedLog(folders.folder(run.id()).log(), limit);
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

    private static Reply piece(RunRecord run, long size, CappedLog.Piece piece) {
        return Reply.text(200, new String(piece.bytes(), StandardCharsets.UTF_8))
                .with(
                        Map.of(
                                "X-Log-Size", Long.toString(size),
                                "X-Log-Next", Long.toString(piece.next()),
                                "X-Run-Id", Long.toString(run.id()),
                                "X-Run-State", run.state().word()));
    }
}

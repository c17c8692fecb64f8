package farcron.os;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A run's output as it is shown: all of it, or, where it is longer than the limit, its first and
/// last part with a line between them that says how much is missing. It does not matter whether the
/// middle has been given back to the disk already. Any thread may read; the job may go on writing.
public final class CappedLog {

    private static final int BLOCK = 64 * 1024;

    private final Path file;
    private final LogLimit limit;

    /// A piece of a growing log.
    ///
    /// @param next the offset from which to read on
    public record Piece(byte[] bytes, long next) {}

    public CappedLog(Path file, LogLimit limit) {
        this.file = file;
        this.limit = limit;
    }

    /// What the job has written, kept or not; 0 if there is no file.
    public long size() throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException _) {
            return 0;
        }
    }

    public void writeTo(OutputStream out) throws IOException {
        write(out, limit);
    }

    /// At most this many bytes of the log, half of them its end, and the line about the rest.
    public byte[] bytes(int max) throws IOException {
        long first = Math.min(limit.first(), max / 2);
        long last = Math.clamp(limit.last(), 1, Math.max(1, max - first));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, size() <= Math.min(max, limit.total()) ? limit : new LogLimit(first, last));
        return out.toByteArray();
    }

    /// What stands from this offset on, at most `max` bytes; empty if there is nothing new. What
    /// has been cut is jumped over, with a line that says so.
    public Piece from(long offset, int max) throws IOException {
        long size = size();
        long end = size - limit.last();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (offset >= limit.first() && offset < end) {
            out.writeBytes(cut(end - offset));
            return new Piece(out.toByteArray(), end);
        }
        long stop = offset < end ? Math.min(limit.first(), size) : size;
        stop = Math.min(stop, offset + max);
        long next = stop > offset ? copy(offset, stop, out) : offset;
        return new Piece(out.toByteArray(), next);
    }

    private void write(OutputStream out, LogLimit kept) throws IOException {
        long size = size();
        if (size <= kept.total()) {
            copy(0, size, out);
            return;
        }
        copy(0, kept.first(), out);
        out.write(cut(size - kept.total()));
        copy(size - kept.last(), size, out);
    }

    private static byte[] cut(long bytes) {
        return ("\n--- " + bytes + " bytes cut ---\n").getBytes(StandardCharsets.US_ASCII);
    }

    /// @return where it stopped: at `to`, or earlier if the file has become shorter
    private long copy(long from, long to, OutputStream out) throws IOException {
        if (from >= to) {
            return from;
        }
        long at = from;
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BLOCK, to - from));
            while (at < to) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), to - at));
                int read = channel.read(buffer, at);
                if (read < 0) {
                    return at;
                }
                out.write(buffer.array(), 0, read);
                at += read;
            }
        }
        return at;
    }
}

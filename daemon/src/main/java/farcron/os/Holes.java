package farcron.os;

import java.io.IOException;
import java.nio.file.Path;

/// Gives a part of a file back to the disk: it reads as zeros afterwards, and the file keeps its
/// length, so whoever is writing to its end does not notice. See fallocate(2).
public final class Holes {

    private static final int KEEP_SIZE_PUNCH_HOLE = 0x01 | 0x02;

    private Holes() {}

    /// @throws IOException also where the file system cannot do it
    public static void punch(Path file, long offset, long length) throws IOException {
        int fd = Libc.open(file, Libc.O_WRONLY | Libc.O_CLOEXEC);
        try {
            Libc.call("fallocate", file, fd, KEEP_SIZE_PUNCH_HOLE, offset, length);
        } finally {
            Libc.close(fd);
        }
    }
}

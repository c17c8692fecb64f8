package farcron.os;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/// What is left on a file system, statvfs(3).
///
/// @param bytes that this user may still write
/// @param files that may still be made; where the file system counts none, as many as there may be
public record DiskRoom(long bytes, long files) {

    private static final long STATVFS = 256;
    private static final long FRAGMENT = 8;
    private static final long BLOCKS_LEFT = 32;
    private static final long FILES = 40;
    private static final long FILES_LEFT = 56;

    /// @throws IOException if there is no such path
    public static DiskRoom of(Path path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment room = arena.allocate(STATVFS, Long.BYTES);
            Libc.call("statvfs", path, Libc.address(arena, path.toString()), room.address());
            long bytes =
                    room.get(ValueLayout.JAVA_LONG, FRAGMENT)
                            * room.get(ValueLayout.JAVA_LONG, BLOCKS_LEFT);
            boolean counts = room.get(ValueLayout.JAVA_LONG, FILES) != 0;
            return new DiskRoom(
                    bytes, counts ? room.get(ValueLayout.JAVA_LONG, FILES_LEFT) : Long.MAX_VALUE);
        }
    }
}

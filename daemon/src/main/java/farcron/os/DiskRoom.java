package farcron.os;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
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
        MethodHandle statvfs =
                Libc.function(
                        "statvfs",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        long[] found = new long[4];
        Libc.call(
                "statvfs",
                path,
                (arena, state) -> {
                    MemorySegment room = arena.allocate(STATVFS, Long.BYTES);
                    MemorySegment name = arena.allocateFrom(path.toString());
                    int result = (int) statvfs.invokeExact(state, name, room);
                    found[0] = room.get(ValueLayout.JAVA_LONG, FRAGMENT);
                    found[1] = room.get(ValueLayout.JAVA_LONG, BLOCKS_LEFT);
                    found[2] = room.get(ValueLayout.JAVA_LONG, FILES);
                    found[3] = room.get(ValueLayout.JAVA_LONG, FILES_LEFT);
                    return result;
                });
        return new DiskRoom(found[0] * found[1], found[2] == 0 ? Long.MAX_VALUE : found[3]);
    }
}

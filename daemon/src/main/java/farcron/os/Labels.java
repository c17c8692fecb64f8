package farcron.os;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// The extended attributes of a file, xattr(7): what SELinux calls it, access lists, and whatever
/// else somebody has put there.
final class Labels {

    /// As much as the kernel takes for a list of names, and for one value.
    private static final int LARGEST = 1 << 16;

    private Labels() {}

    /// Gives one file all that another one has; neither is followed if it is a link.
    ///
    /// @throws IOException if the other one may not have one of them
    static void copy(Path from, Path to) throws IOException {
        for (String name : names(from)) {
            byte[] value = value(from, name);
            if (!names(to).contains(name) || !Arrays.equals(value, value(to, name))) {
                write(to, name, value);
            }
        }
    }

    /// None where the file system knows of no such thing.
    private static List<String> names(Path file) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(LARGEST);
            long path = Libc.address(arena, file.toString());
            int length = Libc.call("llistxattr", file, path, buffer.address(), LARGEST);
            String text = new String(bytes(buffer, length), StandardCharsets.UTF_8);
            return text.isEmpty() ? List.of() : List.of(text.split("\0"));
        } catch (IOException _) {
            return List.of();
        }
    }

    private static byte[] value(Path file, String name) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(LARGEST);
            long path = Libc.address(arena, file.toString());
            long label = Libc.address(arena, name);
            int length = Libc.call("lgetxattr", file, path, label, buffer.address(), LARGEST);
            return bytes(buffer, length);
        }
    }

    private static byte[] bytes(MemorySegment buffer, int length) {
        return buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }

    private static void write(Path file, String name, byte[] value) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            long path = Libc.address(arena, file.toString());
            long label = Libc.address(arena, name);
            long bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, value).address();
            Libc.Result written = Libc.result("lsetxattr", path, label, bytes, value.length, 0);
            if (written.isFailure()) {
                throw Libc.failure("lsetxattr " + name, file, written.errno());
            }
        }
    }
}

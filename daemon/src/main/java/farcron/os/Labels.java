package farcron.os;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// The extended attributes of a file, xattr(7): what SELinux calls it, access lists, and whatever
/// else somebody has put there.
final class Labels {

    /// As much as the kernel takes for a list of names, and for one value.
    private static final int LARGEST = 1 << 16;

    private static final MethodHandle LIST =
            Libc.function(
                    "llistxattr",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.ADDRESS,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG));

    private static final MethodHandle READ =
            Libc.function(
                    "lgetxattr",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.ADDRESS,
                            ValueLayout.ADDRESS,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG));

    private static final MethodHandle WRITE =
            Libc.function(
                    "lsetxattr",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.ADDRESS,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT));

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
        try {
            byte[] names =
                    read(
                            file,
                            (path, _, buffer, state) ->
                                    (long) LIST.invokeExact(state, path, buffer, (long) LARGEST));
            String text = new String(names, StandardCharsets.UTF_8);
            return text.isEmpty() ? List.of() : List.of(text.split("\0"));
        } catch (IOException _) {
            return List.of();
        }
    }

    private static byte[] value(Path file, String name) throws IOException {
        return read(
                file,
                (path, arena, buffer, state) ->
                        (long)
                                READ.invokeExact(
                                        state,
                                        path,
                                        arena.allocateFrom(name),
                                        buffer,
                                        (long) LARGEST));
    }

    @FunctionalInterface
    private interface Reading {
        long into(MemorySegment path, Arena arena, MemorySegment buffer, MemorySegment state)
                throws Throwable;
    }

    private static byte[] read(Path file, Reading reading) throws IOException {
        byte[] all = new byte[LARGEST];
        int length =
                Libc.call(
                        "xattr",
                        file,
                        (arena, state) -> {
                            MemorySegment buffer = arena.allocate(LARGEST);
                            MemorySegment path = arena.allocateFrom(file.toString());
                            long read = reading.into(path, arena, buffer, state);
                            MemorySegment.ofArray(all).copyFrom(buffer);
                            return (int) read;
                        });
        return Arrays.copyOf(all, length);
    }

    private static void write(Path file, String name, byte[] value) throws IOException {
        Libc.call(
                "lsetxattr " + name,
                file,
                (arena, state) -> {
                    MemorySegment path = arena.allocateFrom(file.toString());
                    MemorySegment bytes = arena.allocate(Math.max(1, value.length));
                    bytes.asSlice(0, value.length).copyFrom(MemorySegment.ofArray(value));
                    return (int)
                            WRITE.invokeExact(
                                    state,
                                    path,
                                    arena.allocateFrom(name),
                                    bytes,
                                    (long) value.length,
                                    0);
                });
    }
}

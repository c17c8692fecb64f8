package farcron.os;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;

/// The door to the C library, for what the JDK cannot ask of the system itself.
///
/// The class is only loaded where that is needed: the first foreign call of a JVM costs some 50 ms
/// and 4 MB.
final class Libc {

    static final int O_WRONLY = 1;
    static final int O_CLOEXEC = 0x80000;

    private static final int ENOENT = 2;
    private static final int EACCES = 13;
    private static final int ENOTDIR = 20;
    private static final int ELOOP = 40;

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle OPEN =
            function(
                    "open",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE =
            function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private Libc() {}

    /// A call of a function made by [#function].
    @FunctionalInterface
    interface Call {

        /// @param state the first argument of the function
        int make(Arena arena, MemorySegment state) throws Throwable;
    }

    static int open(Path path, int flags) throws IOException {
        return call(
                "open",
                path,
                (arena, state) ->
                        (int) OPEN.invokeExact(state, arena.allocateFrom(path.toString()), flags));
    }

    static void close(int fd) throws IOException {
        call(
                "close",
                Path.of("/proc/self/fd/" + fd),
                (_, state) -> (int) CLOSE.invokeExact(state, fd));
    }

    /// @param path for the exception
    /// @throws IOException if the result is negative
    static int call(String function, Path path, Call call) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int result = call.make(arena, state);
            if (result < 0) {
                throw failure(function, path, (int) ERRNO.get(state, 0L));
            }
            return result;
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static IOException failure(String function, Path path, int errno) {
        return switch (errno) {
            case ENOENT -> new NoSuchFileException(path.toString());
            case EACCES -> new AccessDeniedException(path.toString());
            case ENOTDIR -> new NotDirectoryException(path.toString());
            case ELOOP -> new FileSystemLoopException(path.toString());
            default ->
                    new FileSystemException(path.toString(), null, function + ": errno " + errno);
        };
    }

    /// A function of the C library. Its first argument is where it leaves the number of an error.
    @SuppressWarnings("restricted")
    static MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        Linker.Option[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = Linker.Option.captureCallState("errno");
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type, all);
    }
}

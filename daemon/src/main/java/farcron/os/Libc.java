package farcron.os;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;

/// The door to the C library, for what the JDK cannot ask of the system itself. Any thread.
///
/// All functions are called in one shape, with six words, of which each takes as many as it has
/// parameters, and from each as many bits: on Linux a call puts numbers and addresses into the same
/// registers whatever the others hold (System V ABI for x86-64, 3.2.3; AAPCS64, 6.8.2). That goes
/// for nothing else, such as fractions; and of what is returned only 32 bits are taken. For a shape
/// of its own the JVM would write, link and compile code at the first call, some 8 ms at a start.
///
/// The first foreign call of a JVM costs some 30 ms and 4 MB, so commands that have no need of it
/// do not load this class.
final class Libc {

    static final int O_WRONLY = 1;
    static final int O_CLOEXEC = 0x80000;

    private static final int ENOENT = 2;
    private static final int EACCES = 13;
    private static final int ENOTDIR = 20;
    private static final int ELOOP = 40;

    private static final int WORDS = 6;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle CALL = handle();

    private Libc() {}

    /// What a function returned, and which error it left.
    record Result(int value, int errno) {

        boolean isFailure() {
            return value < 0;
        }
    }

    static int open(Path path, int flags) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return call("open", path, address(arena, path.toString()), flags);
        }
    }

    static void close(int fd) throws IOException {
        call("close", Path.of("/proc/self/fd/" + fd), fd);
    }

    /// A text for C, as an argument.
    static long address(Arena arena, String text) {
        return arena.allocateFrom(text).address();
    }

    /// @param path for the exception
    /// @throws IOException if the result is negative
    static int call(String function, Path path, long... arguments) throws IOException {
        Result result = result(function, arguments);
        if (result.isFailure()) {
            throw failure(function, path, result.errno());
        }
        return result.value();
    }

    /// @param arguments at most six numbers and addresses, which stay valid as long as the call
    static Result result(String function, long... arguments) {
        if (arguments.length > WORDS) {
            throw new IllegalArgumentException(function + " has more than six arguments");
        }
        long[] all = Arrays.copyOf(arguments, WORDS);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment code = LINKER.defaultLookup().findOrThrow(function);
            long value =
                    (long)
                            CALL.invokeExact(
                                    code, state, all[0], all[1], all[2], all[3], all[4], all[5]);
            return new Result((int) value, (int) ERRNO.get(state, 0L));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static IOException failure(String function, Path path, int errno) {
        return switch (errno) {
            case ENOENT -> new NoSuchFileException(path.toString());
            case EACCES -> new AccessDeniedException(path.toString());
            case ENOTDIR -> new NotDirectoryException(path.toString());
            case ELOOP -> new FileSystemLoopException(path.toString());
            default ->
                    new FileSystemException(path.toString(), null, function + ": errno " + errno);
        };
    }

    /// For open(2), what comes third is one of those that need not be there.
    @SuppressWarnings("restricted")
    private static MethodHandle handle() {
        MemoryLayout[] words = new MemoryLayout[WORDS];
        Arrays.fill(words, JAVA_LONG);
        return LINKER.downcallHandle(
                FunctionDescriptor.of(JAVA_LONG, words),
                Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(2));
    }
}

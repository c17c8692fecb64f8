package farcron.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The other end of the system's log, or of a service manager's: reads datagrams at a socket, which
/// the JDK cannot.
public final class LogReader implements AutoCloseable {

    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final short POLLIN = 1;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int ROOM = 1 << 18;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final MethodHandle SOCKET =
            function("socket", FunctionDescriptor.of(INT, INT, INT, INT));
    private static final MethodHandle BIND =
            function("bind", FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS, INT));
    private static final MethodHandle POLL =
            function("poll", FunctionDescriptor.of(INT, ValueLayout.ADDRESS, LONG, INT));
    private static final MethodHandle RECV =
            function("recv", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG, INT));
    private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(INT, INT));

    private final String path;
    private final int fd;

    public LogReader(Path path) {
        this(path.toString());
    }

    /// @param path or `@` and a name that is in no file system
    public LogReader(String path) {
        this.path = path;
        byte[] name = path.replaceFirst("^@", "\0").getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            long size = Short.BYTES + name.length + (path.startsWith("@") ? 0L : 1L);
            MemorySegment address = arena.allocate(size, Short.BYTES);
            address.set(ValueLayout.JAVA_SHORT, 0, AF_UNIX);
            MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, Short.BYTES, name.length);
            this.fd = (int) SOCKET.invokeExact((int) AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
            if ((int) BIND.invokeExact(fd, address, (int) size) != 0) {
                throw new IllegalStateException("cannot bind " + path);
            }
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// Waits for the next message.
    public String next() {
        if (isEmpty(PATIENCE_MILLIS)) {
            throw new AssertionError("no message within " + PATIENCE_MILLIS + " ms");
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment room = arena.allocate(ROOM);
            long length = (long) RECV.invokeExact(fd, room, (long) ROOM, 0);
            byte[] bytes = room.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// Whether nothing has come.
    public boolean isEmpty() {
        return isEmpty(0);
    }

    private boolean isEmpty(int waitMillis) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment poll = arena.allocate(8, 4);
            poll.set(INT, 0, fd);
            poll.set(ValueLayout.JAVA_SHORT, INT.byteSize(), POLLIN);
            return (int) POLL.invokeExact(poll, 1L, waitMillis) == 0;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        try {
            int _ = (int) CLOSE.invokeExact(fd);
            if (!path.startsWith("@")) {
                Files.delete(Path.of(path));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }
}

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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A Unix socket that takes whole messages, unix(7). Service managers and most system logs read
/// datagrams, which the JDK cannot send; some logs read a stream, where each message ends with a
/// zero byte.
///
/// Owned by one thread. The class is only loaded where somebody is to be told something: the first
/// foreign call of a JVM costs some 50 ms and 4 MB.
final class MessageSocket implements AutoCloseable {

    private static final short AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_NONBLOCK_CLOEXEC = 0x800 | 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final short POLLOUT = 4;
    private static final int EAGAIN = 11;
    private static final int EPROTOTYPE = 91;
    private static final int LONGEST_PATH = 107;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET =
            Libc.function("socket", FunctionDescriptor.of(INT, INT, INT, INT));
    private static final MethodHandle CONNECT =
            Libc.function("connect", FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS, INT));
    private static final MethodHandle SEND =
            Libc.function("send", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG, INT));
    private static final MethodHandle CLOSE =
            Libc.function("close", FunctionDescriptor.of(INT, INT));

    private final String path;
    private final int fd;
    private final boolean stream;

    private MessageSocket(String path, int fd, boolean stream) {
        this.path = path;
        this.fd = fd;
        this.stream = stream;
    }

    /// @param path where a leading `@` stands for the zero byte of a name that is in no file system
    /// @throws IOException if nobody reads there
    static MessageSocket connect(String path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = address(path, arena);
            int trouble = EPROTOTYPE;
            for (int kind : new int[] {SOCK_DGRAM, SOCK_STREAM}) {
                MessageSocket socket = open(path, kind);
                trouble = socket.connect(address);
                if (trouble == 0) {
                    return socket;
                }
                socket.close();
                if (trouble != EPROTOTYPE) {
                    break;
                }
            }
            throw failed("connect", path, trouble);
        }
    }

    private static MemorySegment address(String path, Arena arena) throws IOException {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length > LONGEST_PATH) {
            throw new IOException(path + " is too long a name for a socket");
        }
        boolean isAbstract = path.startsWith("@");
        if (isAbstract) {
            name[0] = 0;
        }
        // The name of a file ends with a zero byte; of an abstract one that would be a part.
        long size = Short.BYTES + name.length + (isAbstract ? 0L : 1L);
        MemorySegment address = arena.allocate(size, Short.BYTES);
        address.set(ValueLayout.JAVA_SHORT, 0, AF_UNIX);
        MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, Short.BYTES, name.length);
        return address;
    }

    private static MessageSocket open(String path, int kind) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int type = kind | SOCK_NONBLOCK_CLOEXEC;
            int fd = (int) call(() -> (int) SOCKET.invokeExact(state, (int) AF_UNIX, type, 0));
            if (fd < 0) {
                throw failed("socket", path, errno(state));
            }
            return new MessageSocket(path, fd, kind == SOCK_STREAM);
        }
    }

    /// @return 0, or errno
    private int connect(MemorySegment address) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int size = (int) address.byteSize();
            long done = call(() -> (int) CONNECT.invokeExact(state, fd, address, size));
            return done < 0 ? errno(state) : 0;
        }
    }

    /// Waits at most so long for room.
    ///
    /// @return false if there was none
    /// @throws IOException if the reader is gone; a new connection may find another
    boolean send(byte[] message, int patienceMillis) throws IOException {
        byte[] bytes = stream ? Arrays.copyOf(message, message.length + 1) : message;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment text = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            long sent = send(state, text);
            if (sent < 0 && errno(state) == EAGAIN && patienceMillis > 0) {
                awaitRoom(arena, patienceMillis);
                sent = send(state, text);
            }
            if (sent < 0 && errno(state) == EAGAIN) {
                return false;
            }
            if (sent < 0) {
                throw failed("send", path, errno(state));
            }
            if (sent < bytes.length) {
                throw new IOException(path + " took half a message");
            }
            return true;
        }
    }

    private long send(MemorySegment state, MemorySegment text) {
        return call(() -> (long) SEND.invokeExact(state, fd, text, text.byteSize(), MSG_NOSIGNAL));
    }

    private void awaitRoom(Arena arena, int millis) {
        MemorySegment state = arena.allocate(STATE);
        MemorySegment poll = arena.allocate(INT.byteSize() + 2 * Short.BYTES, INT.byteAlignment());
        poll.set(INT, 0, fd);
        poll.set(ValueLayout.JAVA_SHORT, INT.byteSize(), POLLOUT);
        call(() -> (int) Poll.POLL.invokeExact(state, poll, 1L, millis));
    }

    @Override
    public void close() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            call(() -> (int) CLOSE.invokeExact(state, fd));
        }
    }

    private interface Call {
        long go() throws Throwable;
    }

    /// Made only when a reader does not keep up.
    private static final class Poll {

        static final MethodHandle POLL =
                Libc.function("poll", FunctionDescriptor.of(INT, ValueLayout.ADDRESS, LONG, INT));

        private Poll() {}
    }

    private static long call(Call call) {
        try {
            return call.go();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    private static IOException failed(String call, String path, int errno) {
        return new IOException(call + " " + path + ": errno " + errno);
    }
}

package farcron.os;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A Unix socket that takes whole messages, unix(7). Service managers and most system logs read
/// datagrams, which the JDK cannot send; some logs read a stream, where each message ends with a
/// zero byte.
///
/// Owned by one thread.
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
        Libc.Result socket = Libc.result("socket", AF_UNIX, kind | SOCK_NONBLOCK_CLOEXEC, 0);
        if (socket.isFailure()) {
            throw failed("socket", path, socket.errno());
        }
        return new MessageSocket(path, socket.value(), kind == SOCK_STREAM);
    }

    /// @return 0, or errno
    private int connect(MemorySegment address) {
        Libc.Result done = Libc.result("connect", fd, address.address(), address.byteSize());
        return done.isFailure() ? done.errno() : 0;
    }

    /// Waits at most so long for room.
    ///
    /// @return false if there was none
    /// @throws IOException if the reader is gone; a new connection may find another
    boolean send(byte[] message, int patienceMillis) throws IOException {
        byte[] bytes = stream ? Arrays.copyOf(message, message.length + 1) : message;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            Libc.Result sent = send(text);
            if (isFull(sent) && patienceMillis > 0) {
                awaitRoom(arena, patienceMillis);
                sent = send(text);
            }
            if (isFull(sent)) {
                return false;
            }
            if (sent.isFailure()) {
                throw failed("send", path, sent.errno());
            }
            if (sent.value() < bytes.length) {
                throw new IOException(path + " took half a message");
            }
            return true;
        }
    }

    private Libc.Result send(MemorySegment text) {
        return Libc.result("send", fd, text.address(), text.byteSize(), MSG_NOSIGNAL);
    }

    private static boolean isFull(Libc.Result sent) {
        return sent.isFailure() && sent.errno() == EAGAIN;
    }

    private void awaitRoom(Arena arena, int millis) {
        MemorySegment poll = arena.allocate(INT.byteSize() + 2 * Short.BYTES, INT.byteAlignment());
        poll.set(INT, 0, fd);
        poll.set(ValueLayout.JAVA_SHORT, INT.byteSize(), POLLOUT);
        Libc.result("poll", poll.address(), 1, millis);
    }

    @Override
    public void close() {
        Libc.result("close", fd);
    }

    private static IOException failed(String call, String path, int errno) {
        return new IOException(call + " " + path + ": errno " + errno);
    }
}

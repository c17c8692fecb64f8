package farcron.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Asks a running daemon over its Unix socket. One connection for each question. Needs nothing but
/// the JDK, so that a command that asks starts fast.
///
/// @param socket where the daemon listens
public record SocketClient(Path socket) {

    /// What is on record is told in milliseconds, also on a busy machine in less than that.
    private static final Duration TO_TELL = Duration.ofSeconds(5);

    /// What is to be done has to be on record first, and disks may be slow.
    private static final Duration TO_ACT = Duration.ofSeconds(20);

    /// @param headers by lower-case name
    public record Answer(int status, Map<String, String> headers, byte[] body) {

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    /// @param address path and query, encoded
    /// @param headers more than those that each question has
    public record Question(
            String method, String address, Map<String, String> headers, byte[] body) {

        public Question(String method, String address) {
            this(method, address, Map.of(), new byte[0]);
        }

        private Duration patience() {
            return method.equals("GET") ? TO_TELL : TO_ACT;
        }

        private byte[] head() {
            StringBuilder head = new StringBuilder(method).append(' ').append(address);
            head.append(" HTTP/1.1\r\nHost: localhost\r\n");
            headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
            head.append("Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n");
            return head.toString().getBytes(StandardCharsets.US_ASCII);
        }
    }

    /// The daemon is there, and does not answer: it hangs.
    public static final class Silence extends IOException {
        private static final long serialVersionUID = 1;

        private Silence(Duration patience, Optional<String> pid) {
            super(
                    ("no answer within %d s; %s hangs, or the machine has too much to do. A service"
                         + " is started anew by systemd after three minutes, or now by `systemctl"
                         + " restart farcron`; else end it and start it again. Its jobs go on")
                            .formatted(
                                    patience.toSeconds(),
                                    pid.map(it -> "pid " + it).orElse("the daemon")));
        }
    }

    /// Whether somebody listens there.
    public boolean reachesSomebody() {
        try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// @param method `GET` or `POST`
    /// @param address path and query, encoded
    /// @param accept the media type that is wanted
    public Answer ask(String method, String address, String accept) throws IOException {
        return ask(new Question(method, address, Map.of("Accept", accept), new byte[0]));
    }

    /// @throws Silence if the daemon is there, and does not answer in time
    public Answer ask(Question question) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            Duration patience = question.patience();
            Wait wait =
                    new Wait(
                            channel.register(selector, 0),
                            System.nanoTime() + patience.toNanos(),
                            () -> new Silence(patience, holder()));
            send(channel, question, wait);
            return parse(readAll(channel, wait));
        }
    }

    /// Waits for the other end, and not for ever.
    ///
    /// @param deadline of the system's nanosecond clock
    private record Wait(SelectionKey key, long deadline, Supplier<Silence> silence) {

        /// @param operation of [SelectionKey]
        void until(int operation) throws IOException {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw silence.get();
            }
            key.interestOps(operation);
            key.selector().select(left);
            key.selector().selectedKeys().clear();
        }
    }

    /// The process that should answer: as the daemon's locks say, which lie beside its sockets.
    ///
    /// @return its number; empty for whom this is not to know
    private Optional<String> holder() {
        return Stream.of("lock", "crond.pid")
                .map(socket::resolveSibling)
                .flatMap(file -> firstLine(file).stream())
                .filter(text -> text.matches("[0-9]{1,10}"))
                .findFirst();
    }

    private static Optional<String> firstLine(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).lines().findFirst();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// A daemon that refuses a text does not read all of it; what it says is there to be read.
    private static void send(SocketChannel channel, Question question, Wait wait)
            throws IOException {
        ByteBuffer head = ByteBuffer.wrap(question.head());
        ByteBuffer body = ByteBuffer.wrap(question.body());
        try {
            while (head.hasRemaining() || body.hasRemaining()) {
                if (channel.write(new ByteBuffer[] {head, body}) == 0) {
                    wait.until(SelectionKey.OP_WRITE);
                }
            }
        } catch (Silence silence) {
            throw silence;
        } catch (IOException closed) {
            if (head.hasRemaining()) {
                throw closed;
            }
        }
    }

    private static byte[] readAll(SocketChannel channel, Wait wait) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        while (true) {
            int read = read(channel, buffer.clear(), all.size() > 0);
            if (read < 0) {
                return all.toByteArray();
            }
            all.write(buffer.array(), 0, read);
            if (read == 0) {
                wait.until(SelectionKey.OP_READ);
            }
        }
    }

    /// What is not read of a question that is refused resets the connection behind the answer.
    private static int read(SocketChannel channel, ByteBuffer buffer, boolean answered)
            throws IOException {
        try {
            return channel.read(buffer);
        } catch (IOException reset) {
            if (answered) {
                return -1;
            }
            throw reset;
        }
    }

    private static Answer parse(byte[] bytes) throws IOException {
        int end = endOfHead(bytes);
        String[] lines = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).split("\r\n");
        String[] first = lines[0].split(" ", 3);
        if (first.length < 2 || !first[0].startsWith("HTTP/1.") || !first[1].matches("[0-9]{3}")) {
            throw new IOException("what answers there is not farcron");
        }
        Map<String, String> headers =
                Arrays.stream(lines)
                        .skip(1)
                        .map(line -> line.split(":", 2))
                        .filter(parts -> parts.length == 2)
                        .collect(
                                Collectors.toMap(
                                        parts -> parts[0].toLowerCase(Locale.ROOT),
                                        parts -> parts[1].strip(),
                                        (a, _) -> a));
        byte[] body = Arrays.copyOfRange(bytes, Math.min(bytes.length, end + 4), bytes.length);
        String length = headers.getOrDefault("content-length", Integer.toString(body.length));
        if (!length.equals(Integer.toString(body.length))) {
            throw new IOException("the answer was cut short; ask again");
        }
        return new Answer(Integer.parseInt(first[1]), headers, body);
    }

    private static int endOfHead(byte[] bytes) throws IOException {
        for (int i = 0; i + 3 < bytes.length; i++) {
            if (bytes[i] == '\r'
                    && bytes[i + 1] == '\n'
                    && bytes[i + 2] == '\r'
                    && bytes[i + 3] == '\n') {
                return i;
            }
        }
        throw new IOException("the connection was closed without an answer; ask again");
    }
}

package farcron.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Asks a running daemon over its Unix socket. One connection for each question. Needs nothing but
/// the JDK, so that a command that asks starts fast.
///
/// @param socket where the daemon listens
public record SocketClient(Path socket) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

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

        private byte[] head() {
            StringBuilder head = new StringBuilder(method).append(' ').append(address);
            head.append(" HTTP/1.1\r\nHost: localhost\r\n");
            headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
            head.append("Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n");
            return head.toString().getBytes(StandardCharsets.US_ASCII);
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

    public Answer ask(Question question) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                Selector selector = Selector.open()) {
            send(channel, question);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            return parse(readAll(channel, selector, deadline));
        }
    }

    /// A daemon that refuses a text does not read all of it; what it says is there to be read.
    private static void send(SocketChannel channel, Question question) throws IOException {
        ByteBuffer head = ByteBuffer.wrap(question.head());
        ByteBuffer body = ByteBuffer.wrap(question.body());
        try {
            while (head.hasRemaining() || body.hasRemaining()) {
                channel.write(new ByteBuffer[] {head, body});
            }
        } catch (IOException closed) {
            if (head.hasRemaining()) {
                throw closed;
            }
        }
    }

    private static byte[] readAll(SocketChannel channel, Selector selector, long deadline)
            throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        while (true) {
            int read = channel.read(buffer.clear());
            if (read < 0) {
                return all.toByteArray();
            }
            all.write(buffer.array(), 0, read);
            if (read == 0) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new IOException("no answer within " + PATIENCE.toSeconds() + " s");
                }
                selector.select(left);
                selector.selectedKeys().clear();
            }
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

package farcron.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farcron.os.Syslog.Severity;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

class SyslogTest {

    private static final Instant AT = Instant.parse("2026-11-05T08:04:09.9Z");

    @TempDir Path folder;
    private Path path;
    private Syslog syslog;

    @BeforeEach
    void open() {
        path = folder.resolve("log");
        syslog = new Syslog(path, ZoneId.of("Europe/Madrid"), 4711);
    }

    @AfterEach
    void close() {
        syslog.close();
    }

    private void send(String text) throws IOException {
        syslog.send(AT, Severity.INFO, "cron", text);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    at                   | severity | ident | message                              | why
                    2026-11-05T08:04:09Z | INFO     | cron  | <78>Nov  5 09:04:09 cron[4711]: x    | cron's facility is 9, a day of one digit is padded
                    2026-11-15T08:04:09Z | ERROR    | CROND | <75>Nov 15 09:04:09 CROND[4711]: x   | an error
                    2026-09-01T21:59:59Z | WARNING  | CRON  | <76>Sep  1 23:59:59 CRON[4711]: x    | summer time
                    2025-12-31T23:00:00Z | DEBUG    | c     | <79>Jan  1 00:00:00 c[4711]: x       | the first month, on the wall clock
                    2026-12-31T22:59:59Z | INFO     | c     | <78>Dec 31 23:59:59 c[4711]: x       | the last one
                    """)
    void a_message_is_as_syslog_sends_it(
            Instant at, Severity severity, String ident, String message, String why)
            throws IOException {
        try (LogReader reader = new LogReader(path)) {
            syslog.send(at, severity, ident, "x");
            assertThat(reader.next()).isEqualTo(message);
        }
    }

    @Test
    void nobody_there_is_an_error_and_a_new_reader_is_found() throws IOException {
        assertThatThrownBy(() -> send("lost")).hasMessageContaining(path.toString());
        try (LogReader reader = new LogReader(path)) {
            send("first");
            assertThat(reader.next()).endsWith(": first");
        }
        assertThatThrownBy(() -> send("lost")).isInstanceOf(IOException.class);
        try (LogReader reader = new LogReader(path)) {
            send("second");
            assertThat(reader.next()).endsWith(": second");
        }
    }

    @Test
    void a_restarted_reader_misses_nothing() throws IOException {
        try (LogReader reader = new LogReader(path)) {
            send("before");
            assertThat(reader.next()).endsWith(": before");
        }
        try (LogReader reader = new LogReader(path)) {
            send("after");
            assertThat(reader.next()).endsWith(": after");
        }
    }

    @Test
    void a_reader_that_does_not_read_is_waited_for_once() throws IOException {
        try (LogReader reader = new LogReader(path)) {
            long taken = fill();
            List<Duration> took = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                long before = System.nanoTime();
                assertThatThrownBy(() -> send("too much")).hasMessageContaining("is full");
                took.add(Duration.ofNanos(System.nanoTime() - before));
            }
            assertThat(took)
                    .filteredOn(each -> each.compareTo(ofOneWait()) >= 0)
                    .as("but for pauses of the machine")
                    .hasSizeLessThan(10);
            for (long i = 0; i < taken; i++) {
                assertThat(reader.next()).endsWith(": filling");
            }
            send("again");
            assertThat(reader.next()).endsWith(": again");
        }
    }

    private static Duration ofOneWait() {
        return Duration.ofMillis(400);
    }

    /// @return how many messages were taken before the first that was not
    private long fill() {
        long taken = 0;
        try {
            while (taken < 1_000_000) {
                send("filling");
                taken++;
            }
        } catch (IOException _) {
            return taken;
        }
        throw new AssertionError("it takes all");
    }

    @Test
    void a_message_that_is_too_long_is_cut_between_characters_and_says_so() throws IOException {
        try (LogReader reader = new LogReader(path)) {
            send("é".repeat(1 << 20));
            String message = reader.next();
            assertThat(message)
                    .startsWith("<78>Nov  5 09:04:09 cron[4711]: éé")
                    .matches("[^\\ufffd]*é\\.\\.\\. \\[20\\d{5} bytes cut]");
            assertThat(message.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(8100, 8192);
        }
    }

    @Test
    void a_stream_gets_a_zero_byte_after_each_message() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            send("first");
            try (SocketChannel reader = server.accept()) {
                send("second");
                String both =
                        "<78>Nov  5 09:04:09 cron[4711]: first\0"
                                + "<78>Nov  5 09:04:09 cron[4711]: second\0";
                ByteBuffer buffer = ByteBuffer.allocate(both.length());
                while (buffer.hasRemaining()) {
                    assertThat(reader.read(buffer)).isPositive();
                }
                assertThat(new String(buffer.array(), StandardCharsets.US_ASCII)).isEqualTo(both);
            }
        }
    }

    @Test
    void a_path_that_no_socket_can_have_is_refused() {
        Syslog far = new Syslog(Path.of("/" + "x".repeat(107)), ZoneId.of("UTC"), 1);
        assertThatThrownBy(() -> far.send(AT, Severity.INFO, "cron", "x"))
                .hasMessageContaining("too long");
    }
}

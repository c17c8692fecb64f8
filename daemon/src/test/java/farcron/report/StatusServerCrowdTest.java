package farcron.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Many callers, rude callers, and much to tell.
class StatusServerCrowdTest {

    /// The best of them counts: how busy this machine is otherwise is not the question.
    private static final int TRIES = 5;

    @TempDir Path folder;
    private Scene scene;

    @BeforeEach
    void set_the_scene() {
        scene = new Scene(folder);
        scene.file("/etc/crontab", "0 2 * * * root name:extract /opt/extract");
        scene.open();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void more_connections_than_there_are_places_are_closed_and_the_socket_goes_on()
            throws Exception {
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 64; i++) {
                held.add(connect());
                ask(held.getLast());
            }
            Socket late = connect();
            held.add(late);
            assertThat(late.getInputStream().read()).isEqualTo(-1);
            assertThat(scene.text("/health")).isEqualTo("ok\n");
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(scene.tcp().getAddress(), scene.tcp().getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    /// Returns when it is answered: then it has its place.
    private static void ask(Socket socket) throws IOException {
        socket.getOutputStream()
                .write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes("US-ASCII"));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
    }

    @Test
    void callers_who_go_away_early_harm_nobody() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (SocketChannel caller =
                    SocketChannel.open(UnixDomainSocketAddress.of(scene.socket()))) {
                caller.write(
                        ByteBuffer.wrap("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes("US-ASCII")));
            }
        }
        assertThat(scene.text("/health")).isEqualTo("ok\n");
    }

    @Test
    void it_closes_fast_also_while_somebody_is_connected() throws Exception {
        List<Duration> took = new ArrayList<>();
        for (int i = 0; i < TRIES; i++) {
            try (Socket socket = connect()) {
                ask(socket);
                long start = System.nanoTime();
                scene.close();
                took.add(Duration.ofNanos(System.nanoTime() - start));
            }
            scene = new Scene(folder).open();
        }
        assertThat(took).anyMatch(each -> each.toSeconds() < 1);
    }

    @Test
    void a_thousand_jobs_are_answered_at_once() throws Exception {
        scene.file(
                "/etc/cron.d/many",
                IntStream.range(0, 1000)
                        .mapToObj(i ->
                                "*/"
                                        + (1 + i % 9)
                                        + " "
                                        + i % 24
                                        + " * * * root name:j"
                                        + i
                                        + " /bin/x")
                        .toArray(String[]::new));
        scene.text("/jobs");
        String body = "";
        List<Duration> took = new ArrayList<>();
        for (int i = 0; i < TRIES; i++) {
            long start = System.nanoTime();
            body = scene.ask("GET", "/jobs", "application/json").text();
            took.add(Duration.ofNanos(System.nanoTime() - start));
        }
        assertThat(took).anyMatch(each -> each.toSeconds() < 1);
        assertThat((List<?>) JSON.std.mapFrom(body).get("jobs")).hasSize(1001);
    }
}

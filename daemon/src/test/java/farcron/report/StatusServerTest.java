package farcron.report;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.os.Accounts;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;

class StatusServerTest {

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

    private StatusServer another() {
        return scene.server(Set.of(), new Accounts().current());
    }

    @Test
    void everybody_may_connect_to_the_socket() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(scene.socket())))
                .isEqualTo("rw-rw-rw-");
    }

    @Test
    void head_has_the_length_and_no_body() throws Exception {
        String head = Wire.ask(scene.tcp(), "HEAD", "/jobs", "");
        String get = Wire.ask(scene.tcp(), "GET", "/jobs", "");
        int length = get.length() - get.indexOf("\r\n\r\n") - 4;
        assertThat(head)
                .startsWith("HTTP/1.1 200")
                .contains("content-length: " + length)
                .endsWith("\r\n\r\n");
    }

    @Test
    void requests_sent_at_once_are_answered_in_their_order() throws Exception {
        String one = " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String last = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        String answers =
                Wire.send(
                        scene.tcp(),
                        "GET /health"
                                + one
                                + "GET /nowhere"
                                + one
                                + "HEAD /jobs"
                                + one
                                + "GET /check"
                                + last);
        assertThat(answers.split("HTTP/1.1 ")).hasSize(5);
        assertThat(answers.replaceAll("(?s)HTTP/1.1 (\\d+).*?(?=HTTP/1.1|$)", "$1 ").strip())
                .isEqualTo("200 404 200 200");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    what                                   | status | why
                    nonsense                               | 400    | no HTTP
                    GET / HTTP/1.1;Host: localhost;a b: c  | 400    | a blank in a header's name
                    GET /%zz HTTP/1.1;Host: localhost      | 400    | no hex digits
                    GET /runs?limit=0 HTTP/1.1;Host: localhost | 400 | too few
                    GET /runs?limit=x HTTP/1.1;Host: localhost | 400 | no number
                    GET /runs?state=bad HTTP/1.1;Host: localhost | 400 | no state
                    GET /runs/abc HTTP/1.1;Host: localhost | 404    | no job, no number
                    GET /runs/99999999999999999999 HTTP/1.1;Host: localhost | 404 | larger than any number
                    GET /jobs/ HTTP/1.1;Host: localhost    | 404    | no name
                    GET /jobs/a%00b%1b[2J HTTP/1.1;Host: localhost | 404 | control characters
                    GET //jobs HTTP/1.1;Host: localhost    | 404    | no such address
                    GET /../../etc/passwd HTTP/1.1;Host: localhost | 404 | there are no files here
                    """)
    void what_cannot_be_answered_is_refused_in_words(String what, int status, String why)
            throws Exception {
        String request = what.replace(";", "\r\n") + "\r\nConnection: close\r\n\r\n";
        String answer = Wire.send(scene.tcp(), request);
        assertThat(Wire.status(answer)).isEqualTo(status);
        assertThat(answer)
                .contains("text/plain")
                .doesNotContain("Exception")
                .doesNotContain("\u001b");
    }

    @Test
    void what_is_too_large_is_refused() throws Exception {
        String host = "Host: localhost\r\n";
        assertThat(Wire.status(Wire.ask(scene.tcp(), "GET", "/" + "x".repeat(5000), host)))
                .isEqualTo(414);
        assertThat(
                        Wire.status(
                                Wire.ask(
                                        scene.tcp(),
                                        "GET",
                                        "/",
                                        host + "A: " + "x".repeat(9000) + "\r\n")))
                .isEqualTo(431);
        String body = host + "Content-Length: 9000\r\n";
        assertThat(Wire.status(Wire.ask(scene.tcp(), "POST", "/", body))).isEqualTo(413);
    }

    @Test
    void a_wrong_name_is_answered_with_the_nearest_and_a_wrong_address_with_all() {
        assertThat(scene.text("/jobs/extrakt"))
                .isEqualTo("no job is called `extrakt`; did you mean extract?\n");
        assertThat(scene.text("/status")).startsWith("no such address; there are / /jobs ");
    }

    @Test
    void a_name_that_fits_two_jobs_is_answered_with_both() {
        scene.file("/etc/cron.d/b", "0 4 * * * root name:extract /x");
        SocketClient.Answer answer = scene.ask("GET", "/jobs/extract", "application/json");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).contains("\"candidates\":[\"crontab/extract\",\"b/extract\"]");
        assertThat(scene.ask("GET", "/jobs/b/extract", "*/*").status()).isEqualTo(200);
    }

    @Test
    void a_method_that_fits_nowhere_is_answered_with_those_that_do() throws Exception {
        assertThat(Wire.ask(scene.tcp(), "PUT", "/", "")).contains("Allow: GET, HEAD");
        assertThat(Wire.ask(scene.tcp(), "GET", "/jobs/extract/run", "")).contains("Allow: POST");
    }

    @Test
    void an_ordinary_http_client_is_served_on_one_connection() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 3; i++) {
                var request =
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://localhost:"
                                                        + scene.tcp().getPort()
                                                        + "/jobs"))
                                .timeout(Duration.ofSeconds(30))
                                .build();
                var answer = client.send(request, BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("content-type"))
                        .contains("application/json");
            }
        }
    }

    @Test
    void a_socket_that_a_killed_daemon_left_is_replaced() throws Exception {
        Path stale = folder.resolve("stale.sock");
        try (var left = ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(stale));
        }
        assertThat(stale).exists();
        try (StatusServer server = another()) {
            assertThat(server.listen(stale)).isTrue();
            assertThat(new SocketClient(stale).ask("GET", "/health", "*/*").status())
                    .isEqualTo(200);
        }
        assertThat(stale).doesNotExist();
    }

    @Test
    void a_door_that_cannot_be_opened_leaves_the_others_open() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "keep");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                StatusServer server = another()) {
            assertThat(server.listen(scene.socket())).as("somebody answers there").isFalse();
            assertThat(server.listen(file)).as("no socket").isFalse();
            assertThat(server.listen(folder.resolve("x".repeat(120)))).as("too long").isFalse();
            assertThat(server.listen(folder.resolve("none/farcron.sock")))
                    .as("no folder")
                    .isFalse();
            assertThat(
                            server.listen(
                                    new InetSocketAddress(
                                            InetAddress.getLoopbackAddress(),
                                            taken.getLocalPort())))
                    .isEmpty();
            assertThat(server.listen(folder.resolve("good.sock"))).isTrue();
        }
        assertThat(file).hasContent("keep");
        assertThat(scene.text("/health")).isEqualTo("ok\n");
    }

    @Test
    void a_record_that_cannot_be_read_is_told_in_a_sentence() throws Exception {
        scene.close();
        scene = new Scene(folder);
        scene.breakRecord();
        scene.open();
        SocketClient.Answer answer = scene.ask("GET", "/runs", "text/plain");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text())
                .startsWith("the record ")
                .contains("cannot be read")
                .doesNotContain("Exception");
        assertThat(scene.ask("GET", "/", "text/plain").status()).isEqualTo(200);
    }
}

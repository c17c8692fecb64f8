package farcron.report;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Fault;
import farcron.crontab.Grammar.Dialect;
import farcron.crontab.Problem;
import farcron.load.NewCrontab;
import farcron.os.Accounts;
import farcron.report.SocketClient.Question;
import farcron.spool.Answer;
import farcron.spool.Backups;
import farcron.spool.Crontabs;
import farcron.spool.Expected;
import farcron.spool.Locations;
import farcron.spool.Spool;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// `/crontab` over real connections. The crontab is that of the account that runs the test.
class CrontabAddressTest {

    private static final String JOB = "* * * * * true\n";

    private final String me = new Accounts().current().name();

    @TempDir Path folder;
    private Path file;
    private CrontabAddress address;
    private Scene scene;

    @BeforeEach
    void set_the_scene() throws IOException {
        file = Files.createDirectory(folder.resolve("spool")).resolve(me);
        InstantSource time = InstantSource.fixed(Scene.NOW);
        var reading = new farcron.load.Reading(Dialect.CRONIE, Scene.MADRID, "vm12");
        Locations places = Locations.withSpool(file.getParent());
        Spool spool =
                new Spool(
                        new Locations(
                                places.crontab(),
                                places.cronD(),
                                places.spool(),
                                folder.resolve("allow"),
                                Files.createFile(folder.resolve("deny"))),
                        new Spool.Customs(Dialect.CRONIE, time, Scene.MADRID, "1.2"),
                        new Accounts(),
                        new NewCrontab(reading, time),
                        new Backups(folder.resolve("bak")),
                        _ -> {});
        address = CrontabAddress.of(spool);
        scene = new Scene(folder).crontabs(address);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Crontabs crontabs() {
        return new DaemonCrontabs(new SocketClient(scene.socket()));
    }

    private Answer install(String text, Expected expected) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return crontabs().install(me, bytes, "-", expected);
    }

    @Test
    void what_is_put_is_got_byte_for_byte() {
        scene.open();
        byte[] text = {'#', (byte) 0xff, '\r', 0x1b, '[', 'm', '\n'};
        assertThat(crontabs().read(me, Crontabs.Purpose.LIST)).isEqualTo(new Answer.NoCrontab());
        assertThat(crontabs().install(me, text, "a b&c=%", new Expected.Nothing()))
                .isInstanceOf(Answer.Done.class);
        assertThat(file).hasBinaryContent(text);
        assertThat(crontabs().read(me, Crontabs.Purpose.LIST))
                .isInstanceOfSatisfying(
                        Answer.Text.class, got -> assertThat(got.bytes()).isEqualTo(text));
        crontabs().editEnded(me);
        assertThat(crontabs().remove(me)).isInstanceOf(Answer.Done.class);
        assertThat(crontabs().remove(me)).isEqualTo(new Answer.NoCrontab());
    }

    @Test
    void the_later_of_two_edits_is_told() {
        scene.open();
        install(JOB, new Expected.Nothing());
        var first = (Answer.Text) crontabs().read(me, Crontabs.Purpose.EDIT);
        var second = (Answer.Text) crontabs().read(me, Crontabs.Purpose.EDIT);
        assertThat(install("#1\n" + JOB, new Expected.This(first.edition())))
                .isInstanceOf(Answer.Done.class);
        assertThat(install("#2\n" + JOB, new Expected.This(second.edition())))
                .isEqualTo(new Answer.Changed());
        assertThat(file).hasContent("#1\n" + JOB);
    }

    @Test
    void problems_come_with_crons_words_and_ours() {
        scene.open();
        Answer answer =
                install("99 * * * * x\n* * * * * name:a tiemout:1h x\n", new Expected.Anything());
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Faulty.class,
                        faulty -> {
                            assertThat(faulty.problems())
                                    .extracting(Problem::fault)
                                    .containsExactly(Fault.MINUTE, Fault.OWN);
                            assertThat(faulty.problems().getLast().what()).contains("tiemout");
                            assertThat(faulty.problems().getLast().position().line()).isEqualTo(2);
                        });
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    method | condition              | status | why
                    PUT    | X-None: 1              | 204    | no condition
                    PUT    | If-Match: "*"          | 400    | nonsense is no condition, and so nothing is done
                    PUT    | If-Match: *            | 400    | same
                    PUT    | If-None-Match: "x"     | 400    | same
                    PUT    | If-Match: "0000000000000000000000000000000000000000000000000000000000000000" | 412 | it is not there
                    POST   | X-None: 1              | 405    | one puts a crontab
                    PATCH  | X-None: 1              | 405    | same
                    """)
    void conditions(String method, String condition, int status, String why) throws IOException {
        scene.open();
        String[] header = condition.split(": ");
        var said =
                new SocketClient(scene.socket())
                        .ask(
                                new Question(
                                        method,
                                        "/crontab",
                                        Map.of(header[0], header[1]),
                                        JOB.getBytes(StandardCharsets.UTF_8)));
        assertThat(said.status()).isEqualTo(status);
        assertThat(Files.exists(file)).isEqualTo(status == 204);
    }

    @ParameterizedTest
    @CsvSource({"GET", "PUT", "DELETE", "POST"})
    void nothing_of_it_is_there_over_tcp(String method) throws Exception {
        scene.open();
        install(JOB, new Expected.Nothing());
        String answer = Wire.ask(scene.tcp(), method, "/crontab?user=" + me, "Host: localhost\r\n");
        assertThat(Wire.status(answer)).isEqualTo(403);
        assertThat(answer).doesNotContain("true");
        assertThat(file).hasContent(JOB);
    }

    @Test
    void a_long_text_is_not_taken_from_somebody_unknown() throws Exception {
        scene.open();
        String headers = "Host: localhost\r\nContent-Length: 9000\r\n";
        assertThat(Wire.status(Wire.ask(scene.tcp(), "PUT", "/crontab", headers))).isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    caller    | method | user     | status | why
                    daemon    | GET    | daemon   | 404    | his own, and he has none
                    daemon    | GET    | ''       | 404    | his own also if he does not say so
                    daemon    | GET    | root     | 403    | somebody else's
                    daemon    | PUT    | root     | 403    | same
                    daemon    | DELETE | root     | 403    | same
                    daemon    | PUT    | ../x     | 403    | no name at all
                    uid:61234 | GET    | ''       | 403    | nobody of that name
                    uid:61234 | PUT    | ''       | 403    | same
                    """)
    void an_ordinary_account_has_its_own_and_no_other(
            String caller, String method, String user, int status, String why) {
        Request request =
                new Request(
                        method,
                        "/crontab",
                        Map.of("user", user),
                        Optional.empty(),
                        new Caller.Known(caller, false),
                        new Request.Sent(JOB.getBytes(StandardCharsets.UTF_8), "", ""));
        assertThat(address.answer(request).toCompletableFuture().join().status()).isEqualTo(status);
        assertThat(file.getParent()).isEmptyDirectory();
    }

    @Test
    void a_daemon_without_spool_says_so() throws IOException {
        scene.crontabs(CrontabAddress.none()).open();
        assertThat(crontabs().read(me, Crontabs.Purpose.LIST))
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.why()).contains("no users' crontabs"));
    }

    @Test
    void a_text_of_the_largest_size_is_taken_and_no_larger() {
        scene.open();
        String largest = "#".repeat(Spool.LARGEST - 1) + "\n";
        assertThat(install(largest, new Expected.Nothing())).isInstanceOf(Answer.Done.class);
        assertThat(install("#" + largest, new Expected.Anything()))
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.why()).contains("1048576"));
        assertThat(file).hasSize(Spool.LARGEST);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    headers                       | body                          | status | why
                    Content-Length: 50            | '* * * * * x;'                | none   | shorter than was said: it waits for the rest
                    Content-Length: 12            | '* * * * * x;evil;'           | 204    | longer: the rest is no request
                    Content-Length: 1048577       | ''                            | 413    | refused before a byte is sent
                    Content-Length: 5,Content-Length: 12 | '* * * * * x;'         | 400    | two lengths
                    Transfer-Encoding: chunked    | 'c;* * * * * x;;0;;'          | 204    | in pieces
                    Transfer-Encoding: chunked    | 'zz;* * * * * x;;0;;'         | 400    | no pieces
                    Transfer-Encoding: chunked    | 'c;* * * * * x;;'             | none   | the last piece is missing
                    """)
    void a_body_that_lies_about_its_length(String headers, String body, String status, String why)
            throws IOException {
        scene.open();
        boolean chunked = headers.startsWith("Transfer");
        String text = body.replace(";", chunked ? "\r\n" : "\n").replace("x\r\n\r\n", "x\n\r\n");
        String request =
                "PUT /crontab HTTP/1.1\r\nHost: l\r\nConnection: close\r\n"
                        + headers.replace(",", "\r\n")
                        + "\r\n\r\n"
                        + text;
        String said = say(request, status.equals("none"));
        assertThat(said.isEmpty() ? "none" : said.split(" ")[1]).isEqualTo(status);
        assertThat(Files.exists(file)).isEqualTo(status.equals("204"));
    }

    /// Says this much, and no more.
    ///
    /// @param hangUp whether to leave without an answer
    private String say(String text, boolean hangUp) throws IOException {
        try (SocketChannel channel =
                SocketChannel.open(UnixDomainSocketAddress.of(scene.socket()))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            if (hangUp) {
                channel.shutdownOutput();
            }
            ByteBuffer buffer = ByteBuffer.allocate(10_000);
            while (channel.read(buffer) >= 0 && buffer.hasRemaining()) {
                // The rest is to come.
            }
            return new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void who_asks_whether_to_go_on_is_answered() throws IOException {
        scene.open();
        String head =
                "PUT /crontab HTTP/1.1\r\nHost: l\r\nConnection: close\r\n"
                        + "Expect: 100-continue\r\nContent-Length: 12\r\n\r\n";
        String said = say(head + "* * * * * x\n", false);
        assertThat(said).startsWith("HTTP/1.1 100 Continue").contains("HTTP/1.1 204");
    }

    @Test
    void nobody_can_fill_the_share_of_another() {
        Uploads uploads = new Uploads();
        Caller ann = new Caller.Known("ann", false);
        Caller bob = new Caller.Known("bob", false);
        Uploads.Hold held = uploads.hold(ann);
        assertThat(held.take(2 * Spool.LARGEST)).isTrue();
        assertThat(uploads.hold(ann).take(1)).as("ann's share is full").isFalse();
        assertThat(uploads.hold(bob).take(2 * Spool.LARGEST)).isTrue();
        assertThat(uploads.hold(new Caller.Known("cid", false)).take(2 * Spool.LARGEST)).isTrue();
        assertThat(uploads.hold(new Caller.Known("dan", false)).take(1)).as("all").isFalse();
        assertThat(uploads.hold(new Caller.Known("root", true)).take(1)).as("root").isTrue();
        held.release();
        held.release();
        assertThat(uploads.hold(ann).take(Spool.LARGEST)).isTrue();
        assertThat(uploads.hold(ann).take(Spool.LARGEST + 1)).isFalse();
    }
}

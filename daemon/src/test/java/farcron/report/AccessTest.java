package farcron.report;

import static farcron.report.Scene.at;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.os.Accounts;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Who may see and do what.
class AccessTest {

    private static final String MARK = "S3cr3tMark";
    private static final String OTHER = "nobody";

    @TempDir Path folder;
    private Scene scene;

    @BeforeEach
    void set_the_scene() {
        scene = new Scene(folder);
        scene.file(
                "/etc/cron.d/app",
                "TOKEN=" + MARK,
                "0 2 * * * root name:extract /opt/extract --password=" + MARK,
                "0 3 * * * " + OTHER + " name:theirs /opt/theirs",
                "0 4 * * * root name:refused tz:" + MARK + " /opt/x",
                "61 * * * * root /opt/" + MARK,
                "1 " + MARK + " * * * root /opt/x");
        RunRecord run = scene.ran("extract", RunState.FAILED, at("2026-11-21T02:00"), 3, "");
        scene.output(run, "output " + MARK + "\n");
        scene.output(
                scene.ran("theirs", RunState.OK, at("2026-11-21T03:00"), 0, ""), "their output\n");
        scene.open();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    method | address           | headers                                                       | status | why
                    GET    | /                 | Host: localhost                                               | 200    | an expected name
                    GET    | /                 | Host: localhost:2766                                          | 200    | with a port
                    GET    | /                 | Host: 127.0.0.1:8080                                          | 200    | with a tunnel's port
                    GET    | /                 | Host: [::1]:2766                                              | 200    | IPv6
                    GET    | /                 | Host: VM12.example                                            | 200    | a name that was configured
                    GET    | /                 | Host: evil.example                                            | 403    | DNS rebinding
                    GET    | /nowhere          | Host: evil.example                                            | 403    | before any routing
                    GET    | /                 | Host: localhost.evil.example                                  | 403    | a name that begins well
                    GET    | /                 | Host: localhost,Host: evil.example                            | 403    | two names
                    GET    | /                 | X-None: 1                                                     | 403    | no name
                    GET    | http://evil/      | Host: localhost                                               | 400    | the whole address in the first line
                    GET    | /                 | Host: localhost:1,Origin: http://localhost:1                  | 200    | our own page
                    GET    | /                 | Host: localhost:1,Origin: http://localhost:3000               | 403    | another program's page on this machine
                    GET    | /                 | Host: localhost:1,Origin: https://evil.example                | 403    | a foreign page
                    GET    | /                 | Host: localhost:1,Origin: null                                | 403    | a page that hides where it is from
                    GET    | /                 | Host: localhost,Sec-Fetch-Site: cross-site                    | 403    | a foreign page's image or link
                    GET    | /                 | Host: localhost,Sec-Fetch-Site: none                          | 200    | typed by a person
                    POST   | /jobs/extract/run | Host: localhost                                               | 403    | TCP does not know who asks
                    POST   | /jobs/extract/run | Host: localhost:1,Origin: http://localhost:1                  | 403    | not even from our own page
                    POST   | /nowhere          | Host: localhost                                               | 403    | before any routing
                    GET    | /jobs/extract/run | Host: localhost                                               | 405    | GET never changes anything
                    GET    | /runs/1/kill      | Host: localhost                                               | 405    | same
                    PUT    | /jobs/extract     | Host: localhost                                               | 405    | no such thing
                    DELETE | /                 | Host: localhost                                               | 405    | no such thing
                    TRACE  | /                 | Host: localhost                                               | 405    | no such thing
                    GET    | /runs/1/log       | Host: localhost                                               | 403    | output is a secret
                    GET    | /runs/9/log       | Host: localhost                                               | 403    | whether it is there or not
                    GET    | /metrics          | Host: localhost                                               | 404    | not built
                    """)
    void over_tcp(String method, String address, String headers, int status, String why)
            throws Exception {
        String lines = headers.replace(",", "\r\n") + "\r\n";
        assertThat(Wire.status(Wire.ask(scene.tcp(), method, address, lines))).isEqualTo(status);
        assertThat(scene.acts).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    method | address                 | status | act                           | why
                    POST   | /jobs/extract/run       | 202    | run app/extract by root       | root may
                    POST   | /jobs/extract/run?only  | 202    | run app/extract alone by root | nothing follows
                    POST   | /jobs/extract/run?only=true | 202 | run app/extract alone by root | same
                    POST   | /jobs/extract/run?only=0 | 202   | run app/extract by root       | or not
                    POST   | /jobs/extract/run?only&from=02:00 | 400 |                        | they contradict each other
                    POST   | /jobs/extract/run?from=x | 400   |                               | no time
                    POST   | /jobs/app%2Fextract/run | 202    | run app/extract by root       | by its whole name
                    POST   | /jobs/extract/pause     | 202    | pause app/extract - by root   | until it is resumed
                    POST   | /jobs/extract/pause?for=2h | 202 | pause app/extract PT2H by root | for a time
                    POST   | /jobs/extract/resume    | 202    | resume app/extract by root    |
                    POST   | /runs/1/kill            | 409    | kill 1 by root                | it was refused
                    POST   | /jobs/extract/pause?for=x | 400  |                               | no time
                    POST   | /jobs/extrakt/run       | 404    |                               | no such job
                    POST   | /jobs/run               | 404    |                               | no job is named
                    POST   | /runs/99/kill           | 404    |                               | no such run
                    POST   | /runs/kill              | 404    |                               | no run is named
                    POST   | /runs/extract/kill      | 409    |                               | none is open
                    POST   | /jobs                   | 405    |                               | nothing to do there
                    """)
    void root_acts_over_the_socket(
            String method, String address, int status, String act, String why) {
        assumeTrue(
                System.getProperty("user.name").equals("root"),
                "needs root: told apart by account");
        assertThat(scene.ask(method, address, "text/plain").status()).isEqualTo(status);
        assertThat(scene.acts).isEqualTo(act == null ? List.of() : List.of(act));
    }

    @Test
    void the_reduced_view_holds_no_command_no_output_and_no_environment() throws Exception {
        for (String address :
                List.of(
                        "/",
                        "/?all=1",
                        "/jobs",
                        "/jobs/extract",
                        "/jobs/refused",
                        "/runs",
                        "/runs/1",
                        "/runs/1/log",
                        "/why/extract",
                        "/why/extract?at=02:00",
                        "/why/refused",
                        "/why/refused?at=04:00",
                        "/health",
                        "/check",
                        "/jobs/nothing",
                        "/graph",
                        "/graph?format=dot",
                        "/graph?format=mermaid",
                        "/graph?job=extract",
                        "/runs?wave=extract@02:00")) {
            for (String accept : List.of("application/json", "text/plain", "text/html", "*/*")) {
                String headers = "Host: localhost\r\nAccept: " + accept + "\r\n";
                String answer = Wire.ask(scene.tcp(), "GET", address, headers);
                assertThat(answer).as(address + " as " + accept).doesNotContain(MARK);
            }
        }
    }

    @Test
    void the_reduced_view_still_tells_where_a_file_is_wrong() throws Exception {
        String answer = Wire.ask(scene.tcp(), "GET", "/", "");
        assertThat(answer).contains("REJECTED /etc/cron.d/app:5:1\n").contains("extract FAILED");
        assertThat(scene.text("/")).contains("REJECTED /etc/cron.d/app:5:1 ");
    }

    @Test
    void every_answer_forbids_browsers_to_guess_to_keep_and_to_load() throws Exception {
        for (String address : List.of("/", "/jobs", "/nowhere", "/runs/1/log", "/%zz")) {
            assertThat(Wire.ask(scene.tcp(), "GET", address, "").toLowerCase(java.util.Locale.ROOT))
                    .contains("x-content-type-options: nosniff")
                    .contains("cache-control: no-store")
                    .contains("content-security-policy: default-src 'none'");
        }
    }

    /// The kernel says who asks; needs a second account, so only root can try.
    @Test
    void another_account_sees_and_does_its_own_only() throws Exception {
        assumeTrue(
                System.getProperty("user.name").equals("root"), "needs root, to ask as " + OTHER);
        letEverybodyIn();
        String jobs = askAs(OTHER, "/jobs");
        assertThat(jobs).contains("\"theirs\"").contains("/opt/theirs").doesNotContain("extract");
        assertThat(askAs(OTHER, "/")).doesNotContain(MARK).doesNotContain("extract");
        assertThat(askAs(OTHER, "/runs")).contains("\"theirs\"").doesNotContain("extract");
        assertThat(askAs(OTHER, "/jobs/extract")).contains("no job is called `extract`");
        assertThat(askAs(OTHER, "/jobs/app/extract")).contains("no job is called");
        assertThat(askAs(OTHER, "/why/extract")).contains("no job is called `extract`");
        assertThat(askAs(OTHER, "/runs/1")).contains("no run has the number 1");
        assertThat(askAs(OTHER, "/runs/1/log")).contains("no run has the number 1");
        assertThat(askAs(OTHER, "/runs?job=app/extract"))
                .isEqualTo(askAs(OTHER, "/runs?job=app/nothing"));
        assertThat(askAs(OTHER, "/runs?wave=app/extract@02:00"))
                .isEqualTo(askAs(OTHER, "/runs?job=app/nothing"));
        assertThat(askAs(OTHER, "/graph")).contains("\"theirs\"").doesNotContain("extract");
        assertThat(askAs(OTHER, "/graph?job=extract")).contains("no job is called `extract`");
        assertThat(askAs(OTHER, "/runs/extract/kill", "-X", "POST")).contains("no job is called");
        assertThat(askAs(OTHER, "/runs/2/log")).contains("their output");
        assertThat(askAs(OTHER, "/jobs/extract/run", "-X", "POST")).contains("no job is called");
        assertThat(askAs(OTHER, "/runs/1/kill", "-X", "POST")).contains("no run has the number 1");
        assertThat(scene.acts).isEmpty();
        assertThat(askAs(OTHER, "/jobs/theirs/run", "-X", "POST"))
                .contains("\"state\":\"running\"");
        assertThat(scene.acts).containsExactly("run app/theirs by " + OTHER);
    }

    @Test
    void the_account_of_the_daemon_sees_everything() throws Exception {
        assumeTrue(
                System.getProperty("user.name").equals("root"), "needs root, to ask as " + OTHER);
        scene.close();
        scene = new Scene(folder).file("/etc/crontab", "0 2 * * * root name:extract /opt/extract");
        scene.open(new Accounts().named(OTHER).orElseThrow());
        letEverybodyIn();
        assertThat(askAs(OTHER, "/jobs")).contains("/opt/extract");
    }

    @Test
    void a_number_without_an_account_owns_nothing() throws Exception {
        assumeTrue(
                System.getProperty("user.name").equals("root"), "needs root, to ask as a number");
        String number = "2000000019";
        assumeTrue(new Accounts().named(number).isEmpty(), "there is an account " + number);
        scene.close();
        scene = new Scene(folder);
        scene.file("/etc/crontab", "0 2 * * * " + number + " name:extract /opt/extract").open();
        letEverybodyIn();
        List<String> become =
                List.of("setpriv", "--reuid=" + number, "--regid=" + number, "--clear-groups");
        assertThat(ask(become, "/jobs")).isEqualToIgnoringWhitespace("{\"jobs\":[]}");
    }

    private void letEverybodyIn() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String askAs(String user, String address, String... more) throws Exception {
        return ask(List.of("runuser", "-u", user, "--"), address, more);
    }

    /// @param become a command that runs its arguments as somebody else
    private String ask(List<String> become, String address, String... more) throws Exception {
        List<String> command = new ArrayList<>(become);
        command.addAll(List.of("curl", "-s", "--unix-socket"));
        command.add(scene.socket().toString());
        command.addAll(List.of(more));
        command.add("http://farcron" + address);
        Process curl =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .directory(Path.of("/").toFile())
                        .start();
        String answer = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return answer;
    }
}

package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// What stands in the way of a start, or of a crontab, and what becomes of it.
class StartIT {

    private static final long NOBODY_ELSE = 61_234;
    private static final String OFTEN = "@every 1s name:often echo x >> $PLACE/often";

    @RegisterExtension private final Place place = new Place();

    @Test
    void with_its_port_in_use_it_runs_jobs_and_answers_on_the_socket() throws Exception {
        place.write(OFTEN);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RunningDaemon daemon = place.launch().onPort(taken.getLocalPort()).start();

            daemon.awaitEnds("often", 1);
            assertThat(daemon.out())
                    .contains(
                            "event=listen_failed address=127.0.0.1:"
                                    + taken.getLocalPort()
                                    + " what=\"Address already in use; free it or choose another"
                                    + " with --listen\"");
            assertThat(daemon.ask("GET", "/health", "*/*").status()).isEqualTo(200);
        }
    }

    @Test
    void a_second_daemon_on_the_same_state_folder_names_the_first_and_ends() throws Exception {
        place.write(OFTEN);
        RunningDaemon first = place.start();
        RunningDaemon second = place.launch().unattended();

        assertThat(second.awaitExit()).isEqualTo(78);
        assertThat(second.out())
                .contains(
                        "event=problem what=\"another farcron (pid "
                                + first.pid()
                                + ") uses "
                                + place.state()
                                + "; stop it, or choose another folder with --state\"");
        first.awaitEnds("often", 1);
        assertThat(first.ask("GET", "/health", "*/*").status()).isEqualTo(200);
    }

    @Test
    void without_any_crontab_it_says_so_and_ends() throws Exception {
        Path missing = place.folder().resolve("no-such-crontab");
        RunningDaemon daemon = place.launch().crontabs(missing).unattended();

        assertThat(daemon.awaitExit()).isEqualTo(78);
        assertThat(daemon.out())
                .contains("event=file_problem file=" + missing)
                .contains("what=\"there is no such file\"")
                .contains("none of the named crontabs can be read");
        assertThat(place.state()).doesNotExist();
    }

    @Test
    void with_one_of_two_crontabs_missing_it_runs_the_other_and_tells() throws Exception {
        place.write(OFTEN);
        Path missing = place.folder().resolve("no-such-crontab");
        RunningDaemon daemon = place.launch().crontabs(missing, place.crontab()).start();

        daemon.awaitEnds("often", 1);
        Json file = daemon.get("/").list("files").getFirst();
        assertThat(file.text("path")).isEqualTo(missing.toString());
        assertThat(file.text("ok")).isEqualTo("false");
        assertThat(file.list("problems").getFirst().text("what"))
                .isEqualTo("there is no such file");
        assertThat(daemon.text("/")).contains("REJECTED " + missing + ":1:1 there is no such file");

        Files.writeString(missing, place.text("@every 1s name:late-comer true"));
        Deadline.until("it is taken when it comes", () -> !daemon.ended("late-comer").isEmpty());
        assertThat(daemon.get("/").list("files").getFirst().text("ok")).isEqualTo("true");
    }

    @Test
    void a_crontab_that_may_not_be_read_any_more_keeps_its_lines_and_tells() throws Exception {
        boolean root = Place.isRoot();
        place.write(OFTEN);
        place.openToAll();
        Launch launch = root ? place.launch().as(NOBODY_ELSE) : place.launch();
        if (root) {
            assumeTrue(
                    Place.did("chown", Long.toString(NOBODY_ELSE), place.crontab().toString()),
                    "SKIPPED: root may not give files away here");
        }
        RunningDaemon daemon = launch.start();
        daemon.awaitEnds("often", 1);
        Files.setPosixFilePermissions(
                place.crontab(), PosixFilePermissions.fromString("---------"));

        assertKeepsItsLines(daemon, "the file may not be read by this user");
        Files.setPosixFilePermissions(
                place.crontab(), PosixFilePermissions.fromString("rw-r--r--"));
        Deadline.until(
                "all is well again",
                () -> daemon.get("/").list("files").getFirst().text("ok").equals("true"));
    }

    @Test
    void a_crontab_that_became_a_directory_keeps_its_lines_and_tells() throws Exception {
        place.write(OFTEN);
        RunningDaemon daemon = place.start();
        daemon.awaitEnds("often", 1);
        Files.delete(place.crontab());
        Files.createDirectory(place.crontab());

        assertKeepsItsLines(daemon, "this is a directory, not a file");
    }

    private void assertKeepsItsLines(RunningDaemon daemon, String why) throws IOException {
        daemon.hangUp();
        String what = why + ", so its lines run as they were read last";
        Deadline.until(
                "it is told",
                () ->
                        daemon.get("/").list("files").getFirst().list("problems").stream()
                                .anyMatch(problem -> problem.text("what").equals(what)));
        int before = daemon.ended("often").size();
        daemon.awaitEnds("often", before + 2);
        assertThat(daemon.out()).contains("what=\"" + what + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    words                     | variable       | value | says
                    --stat x                  |                |       | Unknown option: '--stat'
                    --stat x                  |                |       | --state
                    --keep-days soon          |                |       | keep-days is `soon`
                    --log-limit 0             |                |       | log-limit is `0`
                    --listen here             |                |       | 127.0.0.1:2766
                    --dialect vixie           |                |       | debian, cronie, auto
                    --log-level=loud          |                |       | error, warn, info, debug
                                              | FARCRON_STAET  | x     | did you mean FARCRON_STATE?
                                              | FARCRON_LISTEN | 2766  | listen is `2766`
                    """)
    void wrong_usage_ends_with_2_and_a_way_out(
            String words, String variable, String value, String says) throws Exception {
        place.write(OFTEN);
        Launch launch = place.launch();
        if (variable != null) {
            launch.with(variable, value);
        }
        String line = "daemon " + place.crontab() + (words == null ? "" : " " + words);
        Launch.Said said = launch.run(line.split(" "));

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err()).contains(says);
        assertThat(said.out()).isEmpty();
    }

    @Test
    void all_mistakes_are_told_at_once() throws Exception {
        Launch.Said said =
                place.launch()
                        .with("FARCRON_STAET", "x")
                        .run("daemon", "crontab", "--keep-days=soon", "--listen=here");

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err())
                .contains("FARCRON_STAET is no setting")
                .contains("keep-days is `soon`")
                .contains("listen is `here`");
    }
}

package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The first ten seconds with farcron, as the README promises them.
class QuickstartIT {

    private static final Path QUICKSTART = Path.of("..", "examples", "quickstart.crontab");

    @RegisterExtension private final Place place = new Place();

    @Test
    void within_ten_seconds_curl_is_told_what_runs_and_what_failed() throws Exception {
        long begin = System.nanoTime();
        RunningDaemon daemon = place.launch().crontabs(QUICKSTART).onTcp().start();

        String page =
                Deadline.first(
                        "curl is told of heartbeat and broken",
                        Duration.ofSeconds(10).minusNanos(System.nanoTime() - begin),
                        () ->
                                Optional.of(daemon.tcp("GET", "/", "*/*").body())
                                        .filter(text -> text.matches("(?s).*\nheartbeat +ok .*"))
                                        .filter(text -> text.matches("(?s).*\nbroken +FAILED .*")),
                        daemon::out);

        assertThat(page)
                .containsPattern("(?m)^broken +FAILED today \\d\\d:\\d\\d \\d+s +3 ")
                .contains("1 FAILED");
        assertThat(daemon.job("broken").object("last_run").number("exit_code")).isEqualTo(3);
        assertThat(daemon.log(daemon.job("broken").object("last_run").number("id")))
                .isEqualTo("looking for /data/inbox\n");
    }

    @Test
    void standard_output_has_the_lines_of_cron_and_one_event_a_line() throws Exception {
        RunningDaemon daemon = place.launch().crontabs(QUICKSTART).start();
        long run = daemon.run("broken");
        daemon.awaitEnd(run);

        String user = Place.self().name();
        String subject = "job=" + user + "/broken run=" + run + " due=\\S+ ";
        Deadline.until("its end is told", () -> daemon.out().contains("event=run_ended"));
        assertThat(daemon.out().lines())
                .allMatch(line -> line.matches("\\S+T\\S+ (event=[a-z_]+ |\\(\\S+\\) CMD ).*"))
                .anyMatch(line ->
                        line.endsWith(
                                " ("
                                        + user
                                        + ") CMD (echo \"looking for /data/inbox\" >&2; exit 3)"))
                .anyMatch(line ->
                        line.matches(
                                ".* event=run_started " + subject + "trigger=manual target=local"))
                .anyMatch(line ->
                        line.matches(
                                ".* event=run_ended "
                                        + subject
                                        + "state=failed exit=3 took=\\S+ reason=\"exit 3\""));
        assertThat(daemon.err()).isEmpty();
    }

    @Test
    void sigterm_ends_it_within_a_second() throws Exception {
        RunningDaemon daemon = place.launch().crontabs(QUICKSTART).onTcp().start();

        assertThat(daemon.stop()).isLessThan(Duration.ofSeconds(1));
        assertThat(daemon.out()).contains("event=note what=\"stopping; running jobs go on");
        assertThat(place.state().resolve("farcron.sock")).doesNotExist();
    }
}

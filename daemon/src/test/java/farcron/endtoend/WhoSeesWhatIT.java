package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;

/// The socket knows its caller; TCP does not, and so shows less.
class WhoSeesWhatIT {

    private static final long OWNER = 61_234;
    private static final long STRANGER = 61_235;
    private static final List<String> ADDRESSES =
            List.of("/", "/jobs", "/jobs/marked", "/runs", "/why/marked", "/health", "/check");

    @RegisterExtension private final Place place = new Place();

    @Test
    void tcp_shows_states_and_no_command_output_or_environment() throws Exception {
        place.write(
                "MARK_NAME=mark-of-the-environment",
                Place.NEVER + " name:marked echo mark-of-\"the\"-output; exit 3",
                "* * 99 * * mark-of-the-bad-line");
        RunningDaemon daemon = place.launch().onTcp().start();
        long run = daemon.run("marked");
        daemon.awaitEnd(run);
        assertThat(daemon.log(run)).isEqualTo("mark-of-the-output\n");
        assertThat(daemon.text("/jobs/marked")).contains("mark-of-");

        for (String address : ADDRESSES) {
            for (String accept : List.of("*/*", "text/plain", "application/json")) {
                assertThat(daemon.tcp("GET", address, accept).body())
                        .as(address)
                        .doesNotContainIgnoringCase("mark-of")
                        .doesNotContain("MARK_NAME");
            }
        }
        assertThat(daemon.tcp("GET", "/runs/" + run, "*/*").body())
                .contains("\"exit_code\":3")
                .doesNotContain("mark-of");
        assertThat(daemon.tcp("GET", "/", "*/*").body()).containsPattern("marked +FAILED");
        assertThat(daemon.tcp("GET", "/runs/" + run + "/log", "*/*").statusCode()).isEqualTo(403);
    }

    @Test
    void nothing_can_be_done_over_tcp() throws Exception {
        place.write(Place.NEVER + " name:marked sleep 600");
        RunningDaemon daemon = place.launch().onTcp().start();
        long run = daemon.run("marked");
        for (String address :
                List.of(
                        "/jobs/marked/run",
                        "/jobs/marked/pause",
                        "/jobs/marked/resume",
                        "/runs/" + run + "/kill")) {
            assertThat(daemon.tcp("POST", address, "*/*").statusCode()).as(address).isEqualTo(403);
            assertThat(daemon.tcp("GET", address, "*/*").statusCode()).as(address).isEqualTo(405);
        }
        assertThat(daemon.runs("marked")).hasSize(1);
        assertThat(daemon.job("marked").text("state")).isEqualTo("running");
    }

    @Test
    void on_the_socket_an_account_sees_its_own_jobs_only() throws Exception {
        assumeTrue(Place.isRoot(), "SKIPPED: only root can ask as several accounts");
        place.openToAll();
        place.write(Place.NEVER + " name:private echo mark");
        RunningDaemon daemon = place.launch().as(OWNER).start();
        place.openStateToAll();
        long run = daemon.run("private");
        daemon.awaitEnd(run);
        String number = Long.toString(run);
        Launch owner = asking(OWNER);
        Launch stranger = asking(STRANGER);

        assertThat(owner.run("jobs", "--json").out()).contains("\"private\"").contains("echo mark");
        assertThat(owner.run("log", number).out()).isEqualTo("mark\n");
        assertThat(Json.of(stranger.run("jobs", "--json").out()).list("jobs")).isEmpty();
        assertThat(Json.of(stranger.run("runs", "--json").out()).list("runs")).isEmpty();
        assertThat(stranger.run("status").out())
                .contains("No jobs of yours")
                .doesNotContain("private");
        for (List<String> words :
                List.of(
                        List.of("log", number),
                        List.of("why", "private"),
                        List.of("run", "private"),
                        List.of("pause", "private"),
                        List.of("kill", number))) {
            Launch.Said said = stranger.run(words.toArray(String[]::new));
            assertThat(said.status()).as(words.toString()).isEqualTo(1);
            assertThat(said.err()).as(words.toString()).containsPattern("no (job|run) ");
            assertThat(said.out()).isEmpty();
        }
        assertThat(daemon.runs("private")).hasSize(1);
    }

    private Launch asking(long account) throws Exception {
        return place.launch().as(account).with("FARCRON_STATE", place.state().toString());
    }
}

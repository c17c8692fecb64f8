package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The examples of chains do what they say, when somebody types what they tell to type. What the
/// status says in each of their moments is told by `ExampleChainsTest` and `ExampleWaitsTest`.
class ExamplesIT {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @RegisterExtension private final Place place = new Place();

    private RunningDaemon start(String example) throws Exception {
        return place.launch().crontabs(Path.of("..", "examples", example + ".crontab")).start();
    }

    /// The state of each of these jobs, in this order.
    private static void awaitStates(RunningDaemon daemon, List<String> jobs, String... states) {
        Deadline.until(
                jobs + " are " + List.of(states),
                A_MINUTE,
                () -> {
                    for (int i = 0; i < states.length; i++) {
                        if (!daemon.job(jobs.get(i)).text("state").equals(states[i])) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    private static String lastLog(RunningDaemon daemon, String job) throws Exception {
        return daemon.log(daemon.runs(job).getFirst().number("id"));
    }

    @Test
    void etl_diamond() throws Exception {
        RunningDaemon daemon = start("etl-diamond");
        daemon.run("extract");

        List<String> jobs = List.of("extract", "transform-orders", "transform-customers", "load");
        awaitStates(daemon, jobs, "ok", "ok", "ok", "ok");
        assertThat(lastLog(daemon, "transform-orders")).isEqualTo("after extract=ok\n");
        assertThat(lastLog(daemon, "load"))
                .isEqualTo("after transform-orders=ok,transform-customers=ok\n");
        String wave = daemon.runs("extract").getFirst().text("wave");
        for (String job : jobs) {
            assertThat(daemon.runs(job)).as("all in one wave, once").hasSize(1);
            assertThat(daemon.runs(job).getFirst().text("wave")).isEqualTo(wave);
        }
    }

    @Test
    void fan_in() throws Exception {
        RunningDaemon daemon = start("fan-in");
        daemon.run("orders");
        List<String> jobs = List.of("check-orders", "count-orders", "first-look", "invoice");
        awaitStates(daemon, jobs, "ok", "ok", "ok", "");
        daemon.run("prices");

        awaitStates(daemon, jobs, "ok", "ok", "ok", "ok");
        assertThat(lastLog(daemon, "invoice"))
                .isEqualTo("after check-orders=ok,count-orders=ok,prices=ok\n");
        assertThat(daemon.runs("first-look")).as("once, not for each").hasSize(1);
    }

    @Test
    void on_failure() throws Exception {
        RunningDaemon daemon = start("on-failure");
        long backup = daemon.run("backup");
        long sync = daemon.run("sync");

        List<String> jobs = List.of("backup", "page", "prune", "unmount", "sync", "sync-page");
        awaitStates(daemon, jobs, "failed", "ok", "blocked", "ok", "timeout", "ok");
        assertThat(daemon.get("/runs/" + backup).number("attempt")).isEqualTo(3);
        assertThat(lastLog(daemon, "page")).isEqualTo("call somebody: backup=failed\n");
        assertThat(daemon.job("prune").text("reason"))
                .isEqualTo("upstream backup failed (run %d, exit 1)".formatted(backup));
        assertThat(daemon.get("/runs/" + sync).text("reason")).contains("it took longer than 10s");
        assertThat(lastLog(daemon, "sync-page")).isEqualTo("sync hangs: sync=timeout\n");
    }

    @Test
    void weekday_report() throws Exception {
        RunningDaemon daemon = start("weekday-report");
        daemon.run("extract");
        awaitStates(daemon, List.of("extract", "train"), "ok", "ok");
        assertThat(lastLog(daemon, "train")).contains("after extract=ok");
        assertThat(daemon.runs("report")).as("it has a time of its own").isEmpty();

        daemon.run("report");
        awaitStates(daemon, List.of("report"), "ok");
    }

    @Test
    void pools() throws Exception {
        RunningDaemon daemon = start("pools");
        long reindex = daemon.run("reindex");
        long dump = daemon.run("dump");

        assertThat(daemon.get("/runs/" + dump).text("state")).isEqualTo("queued");
        assertThat(daemon.get("/runs/" + dump).text("reason"))
                .startsWith("pool heavy is full (reindex #%d)".formatted(reindex));
        assertThat(daemon.text("/")).contains("queued: pool heavy is full (reindex #");
        daemon.post("/runs/" + reindex + "/kill");
        awaitStates(daemon, List.of("reindex", "dump"), "killed", "ok");
    }
}

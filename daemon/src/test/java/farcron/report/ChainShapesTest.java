package farcron.report;

import static farcron.report.Scene.at;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;

import farcron.job.Limits;
import farcron.job.MakeUp;
import farcron.job.Overlap;
import farcron.job.Pool;
import farcron.job.Retry;
import farcron.job.Rules;
import farcron.job.RunRecord;
import farcron.job.RunState;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What the JSON of jobs and runs tells of rules, and of waiting.
class ChainShapesTest {

    @TempDir private Path folder;
    private Scene scene;

    @BeforeEach
    void set_the_scene() {
        scene = new Scene(folder);
        scene.file(
                "/etc/crontab",
                "0 2 * * * root name:extract /opt/extract",
                "0 3 * * * root name:never /x");
        scene.open();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Map<String, Object> get(String address) throws Exception {
        return JSON.std.mapFrom(scene.ask("GET", address, "application/json").text());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> first(Map<String, Object> json, String key) {
        return (Map<String, Object>) ((List<?>) json.get(key)).getFirst();
    }

    @Test
    void a_follower_tells_what_it_follows_and_every_job_its_rules() throws Exception {
        scene.line(Lines.followerOfAny(scene.job("never"), "extract@failed"));
        assertThat(get("/jobs/never"))
                .containsEntry("after", List.of("extract@failed"))
                .containsEntry("after_any", true)
                .containsEntry("schedule", "after-any:extract@failed")
                .containsEntry("schedule_text", "when extract has failed")
                .containsEntry("next", List.of())
                .containsEntry("overlap", "allow")
                .containsEntry("retry", 0)
                .containsEntry("timeout_seconds", null)
                .containsEntry("catchup", null)
                .containsEntry("when", null);
        Rules rules =
                new Rules(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Duration.ofMinutes(30)),
                        new Retry(3, Duration.ofSeconds(30), Duration.ofMinutes(10)),
                        Overlap.QUEUE,
                        new MakeUp(MakeUp.Extent.ALL, Optional.of(Duration.ofDays(1))),
                        Optional.of(new Pool("root", "heavy", 2)),
                        Optional.of("test -e /x"));
        scene.line(Lines.ruled(scene.job("extract"), rules));
        assertThat(get("/jobs/extract"))
                .containsEntry("after", List.of())
                .containsEntry("after_any", false)
                .containsEntry("pool", "heavy")
                .containsEntry("timeout_seconds", 1800)
                .containsEntry("retry", 3)
                .containsEntry("retry_delay_seconds", 30)
                .containsEntry("retry_longest_seconds", 600)
                .containsEntry("overlap", "queue")
                .containsEntry("catchup", "all")
                .containsEntry("catchup_window_seconds", 86_400)
                .containsEntry("when", "test -e /x");
        assertThat(scene.text("/jobs/extract"))
                .contains("pool       heavy, 2 at once\n")
                .contains("timeout    30m\n")
                .contains("retry      3 times, after 30s and more, at most 10m\n")
                .contains("overlap    queue\n")
                .contains("catchup    all of 1d\n")
                .contains("then       never\n")
                .contains("only when  test -e /x\n");
    }

    @Test
    void a_job_tells_how_much_of_the_machine_its_runs_may_use() throws Exception {
        assertThat(get("/jobs/never")).containsEntry("limits", null);
        Limits limits = new Limits(OptionalInt.of(8192), OptionalInt.empty());
        scene.line(Lines.limited(scene.job("extract"), limits));

        assertThat((Map<?, ?>) get("/jobs/extract").get("limits"))
                .isEqualTo(JSON.std.mapFrom("{\"memory_mib\":8192,\"cpu\":null}"));
        assertThat(scene.text("/jobs/extract")).contains("limits     mem:8G\n");
    }

    /// The record has what was known when the run began to wait.
    @Test
    void a_run_that_waits_tells_for_what_by_now() throws Exception {
        RunRecord waiting = scene.waiting("extract", at("2026-11-21T09:00"), "");
        scene.now(waiting.because("pool heavy is full (dump #13)"));
        for (String address : List.of("/runs?state=queued", "/runs?job=extract&limit=1")) {
            assertThat(first(get(address), "runs"))
                    .containsEntry("reason", "pool heavy is full (dump #13)");
        }
        assertThat(get("/runs/1")).containsEntry("reason", "pool heavy is full (dump #13)");
        assertThat(get("/jobs/extract")).containsEntry("state", "queued");
        assertThat(first(get("/"), "open"))
                .containsEntry("id", 1)
                .containsEntry("reason", "pool heavy is full (dump #13)");
        assertThat(scene.text("/runs/1")).contains("reason  pool heavy is full (dump #13)\n");
        scene.put(waiting.ended(RunState.KILLED, Scene.NOW, "stopped by ann"));
        scene.now(waiting.because("pool heavy is full (dump #13)"));
        assertThat(get("/runs/1"))
                .as("what has ended since counts as it is on record")
                .containsEntry("reason", "stopped by ann");
    }
}

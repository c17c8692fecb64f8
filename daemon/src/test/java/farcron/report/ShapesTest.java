package farcron.report;

import static farcron.report.Scene.at;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;

import farcron.job.RunState;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The JSON contract: others' programs read it.
class ShapesTest {

    private static final String RFC_3339 =
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)";

    private static final List<String> JOB =
            List.of(
                    "name",
                    "scope",
                    "user",
                    "file",
                    "line",
                    "schedule",
                    "schedule_text",
                    "zone",
                    "target",
                    "state",
                    "reason",
                    "next",
                    "after",
                    "pool",
                    "last_run",
                    "history",
                    "after_any",
                    "wait_seconds",
                    "timeout_seconds",
                    "retry",
                    "overlap",
                    "catchup",
                    "when",
                    "limits");

    private static final List<String> RUN =
            List.of(
                    "id",
                    "job",
                    "scope",
                    "state",
                    "trigger",
                    "attempt",
                    "scheduled_at",
                    "started_at",
                    "ended_at",
                    "exit_code",
                    "reason",
                    "target",
                    "task_arn",
                    "wave",
                    "upstream_runs",
                    "log_bytes",
                    "peak_memory_bytes",
                    "cpu_seconds");

    @TempDir Path folder;
    private Scene scene;

    @BeforeEach
    void set_the_scene() {
        scene = new Scene(folder);
        scene.file(
                "/etc/crontab",
                "0 2 * * * root name:extract /opt/extract",
                "CRON_TZ=Asia/Tokyo",
                "0 3 * * * root name:never /x",
                "99 * * * * root /x");
        scene.ran("extract", RunState.OK, at("2026-11-20T02:00"), 0, "");
        scene.ran("extract", RunState.FAILED, at("2026-11-21T02:00"), 3, "");
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
    private static Map<String, Object> at(Map<String, Object> json, String key, int index) {
        return (Map<String, Object>) ((List<?>) json.get(key)).get(index);
    }

    private static java.time.Instant at(String local) {
        return Scene.at(local);
    }

    @Test
    void a_job_has_all_its_keys_whatever_is_known() throws Exception {
        Map<String, Object> jobs = get("/jobs");
        assertThat(at(jobs, "jobs", 0)).containsKeys(JOB.toArray(String[]::new));
        assertThat(at(jobs, "jobs", 1)).containsKeys(JOB.toArray(String[]::new));
        assertThat(at(jobs, "jobs", 0))
                .containsEntry("scope", "crontab")
                .containsEntry("line", 1)
                .containsEntry("schedule", "0 2 * * *")
                .containsEntry("schedule_text", "at 02:00 every day")
                .containsEntry("zone", "Europe/Madrid")
                .containsEntry("target", "local")
                .containsEntry("state", "failed")
                .containsEntry("reason", "exit 3")
                .containsEntry("history", ".x")
                .containsEntry("command", "/opt/extract")
                .containsEntry(
                        "next",
                        List.of(
                                "2026-11-22T02:00:00+01:00",
                                "2026-11-23T02:00:00+01:00",
                                "2026-11-24T02:00:00+01:00"));
    }

    @Test
    void what_is_not_known_is_null_and_not_absent() throws Exception {
        assertThat(get("/jobs/never"))
                .containsKeys(JOB.toArray(String[]::new))
                .containsEntry("state", null)
                .containsEntry("reason", null)
                .containsEntry("last_run", null)
                .containsEntry("pool", null);
    }

    @Test
    void due_times_are_told_in_the_zone_of_the_job() throws Exception {
        assertThat((List<?>) get("/jobs/never").get("next"))
                .first()
                .isEqualTo("2026-11-22T03:00:00+09:00");
    }

    @Test
    void a_run_has_all_its_keys_and_runs_come_newest_first() throws Exception {
        Map<String, Object> runs = get("/runs?job=extract");
        assertThat(at(runs, "runs", 0))
                .containsKeys(RUN.toArray(String[]::new))
                .containsEntry("id", 2);
        assertThat(at(runs, "runs", 1)).containsEntry("id", 1);
        assertThat(get("/runs/2"))
                .containsKeys(RUN.toArray(String[]::new))
                .containsEntry("state", "failed")
                .containsEntry("trigger", "schedule")
                .containsEntry("exit_code", 3)
                .containsEntry("reason", null)
                .containsEntry("task_arn", null)
                .containsEntry("scheduled_at", "2026-11-21T02:00:00+01:00")
                .containsEntry("ended_at", "2026-11-21T02:14:02+01:00")
                .containsEntry("upstream_runs", List.of());
        assertThat(at(get("/jobs"), "jobs", 0).get("last_run")).isEqualTo(get("/runs/2"));
    }

    @Test
    void runs_are_picked_by_job_state_and_number() throws Exception {
        assertThat((List<?>) get("/runs?state=ok").get("runs")).hasSize(1);
        assertThat((List<?>) get("/runs?limit=1").get("runs")).hasSize(1);
        assertThat((List<?>) get("/runs?job=never").get("runs")).isEmpty();
        assertThat((List<?>) get("/runs?job=gone/job").get("runs")).isEmpty();
    }

    @Test
    void the_first_page_has_all_its_keys() throws Exception {
        Map<String, Object> page = get("/");
        assertThat(page)
                .containsKeys(
                        "v",
                        "host",
                        "now",
                        "zone",
                        "version",
                        "pid",
                        "up_seconds",
                        "scheduler",
                        "counts",
                        "jobs",
                        "files")
                .containsEntry("v", 1)
                .containsEntry("host", "vm12")
                .containsEntry("zone", "Europe/Madrid");
        assertThat((String) page.get("now")).matches(RFC_3339);
        assertThat(page.get("scheduler"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("ok", true)
                .containsEntry("lag_ms", 3)
                .containsKey("last_tick");
        assertThat(page.get("counts"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("failed", 1)
                .containsEntry("ok", 0);
        Map<String, Object> file = at(page, "files", 0);
        assertThat(file)
                .containsKeys("path", "ok", "loaded_at", "problems")
                .containsEntry("ok", false);
        assertThat(at(file, "problems", 0))
                .containsKeys("line", "column", "severity", "what", "remedy")
                .containsEntry("line", 4)
                .containsEntry("severity", "error");
    }

    @Test
    void why_health_and_check_answer_in_json_where_asked() throws Exception {
        assertThat(get("/why/extract"))
                .containsKeys(
                        "job",
                        "scope",
                        "at",
                        "answer",
                        "because",
                        "runs",
                        "output",
                        "previous",
                        "next");
        assertThat(get("/health")).containsEntry("ok", true);
        assertThat(get("/check")).containsEntry("ok", false);
        assertThat(at(get("/check"), "jobs", 0)).containsEntry("name", "extract");
    }

    @Test
    void no_character_of_a_text_can_act_on_a_terminal() {
        assertThat(Json.text(List.of("\u009b2J\u001b[1m\u00e9")))
                .isEqualTo("[\"\\u009B2J\\u001B[1m\\u00E9\"]");
    }

    @Test
    void programs_get_json_and_people_get_text_without_asking() {
        assertThat(scene.ask("GET", "/", "*/*").headers())
                .containsEntry("content-type", "text/plain; charset=utf-8");
        assertThat(scene.ask("GET", "/jobs", "*/*").headers())
                .containsEntry("content-type", "application/json");
        assertThat(
                        scene.ask(
                                        "GET",
                                        "/jobs",
                                        "text/html,application/json;q=0.5,text/plain;q=0.9")
                                .headers())
                .containsEntry("content-type", "text/plain; charset=utf-8");
    }
}

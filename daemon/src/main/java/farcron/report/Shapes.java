package farcron.report;

import farcron.crontab.Problem;
import farcron.job.After;
import farcron.job.Limits;
import farcron.job.MakeUp;
import farcron.job.Pool;
import farcron.job.Rules;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.SourceFile;
import farcron.job.Target;
import farcron.job.Upstream;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/// The JSON shapes. They are a contract: a key is always there, `null` where there is no value, and
/// keys are only ever added.
///
/// Lists are given as views and written one by one: a thousand jobs are not held as maps.
final class Shapes {

    private final View view;
    private final ZoneId zone;

    Shapes(View view) {
        this.view = view;
        this.zone = view.times().zone();
    }

    Map<String, Object> status(Program program, Health health) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("v", 1);
        json.put("host", program.host());
        json.put("now", time(view.times().now()));
        json.put("zone", zone.getId());
        json.put("version", program.version());
        json.put("pid", program.pid());
        json.put("up_seconds", Duration.between(program.started(), view.times().now()).toSeconds());
        json.put("scheduler", scheduler(health));
        List<JobView> jobs = view.jobs();
        json.put("counts", counts(jobs));
        json.put("jobs", each(jobs, this::job));
        json.put("files", each(view.files(), this::file));
        json.put("open", each(view.open(), this::run));
        return json;
    }

    Map<String, Object> jobs() {
        return object("jobs", each(view.jobs(), this::job));
    }

    /// @param more whether there are older ones of the kind that was asked for
    Map<String, Object> runs(List<RunRecord> runs, boolean more) {
        Map<String, Object> json = object("runs", each(runs, this::run));
        json.put("more", more);
        return json;
    }

    private Map<String, Object> scheduler(Health health) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ok", health.ok());
        json.put("lag_ms", view.snapshot().lag().toMillis());
        json.put("last_tick", time(view.snapshot().lastTick()));
        json.put("problem", text(health.problem()));
        return json;
    }

    /// Every state, also those that no job is in.
    static Map<String, Object> counts(List<JobView> jobs) {
        Map<String, Object> counts = new LinkedHashMap<>();
        for (RunState state : RunState.values()) {
            counts.put(state.word(), 0);
        }
        for (String state : List.of("late", "paused", "rejected", "never_ran")) {
            counts.put(state, 0);
        }
        for (JobView job : jobs) {
            String state = job.state().isEmpty() ? "never_ran" : job.state();
            counts.merge(state, 1, (a, b) -> (Integer) a + (Integer) b);
        }
        return counts;
    }

    Map<String, Object> job(JobView job) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", job.job().key().name());
        json.put("scope", job.job().key().scope());
        json.put("user", job.job().user());
        json.put("file", job.job().file());
        json.put("line", job.job().line());
        json.put("schedule", job.job().scheduleText());
        json.put("schedule_text", job.words());
        json.put("zone", job.job().zone().getId());
        json.put("target", job.job().target().word());
        json.put("state", text(job.state()));
        json.put("reason", text(job.reason()));
        json.put("next", job.next().stream().map(at -> Times.rfc(at, job.job().zone())).toList());
        json.put("after", job.after());
        json.put("pool", job.job().rules().pool().map(Pool::name).orElse(null));
        json.put("last_run", job.lastRun().map(this::run).orElse(null));
        json.put("history", job.letters());
        json.put("command", view.caller().full() ? job.job().command().shell() : null);
        json.put(
                "paused_until",
                job.pause().flatMap(pause -> pause.until()).map(this::time).orElse(null));
        rules(json, job.job().rules());
        json.put("fargate", fargate(job.job().target()));
        json.put("limits", limits(job.job().target()));
        return json;
    }

    private static Object limits(Target target) {
        return switch (target) {
            case Target.Local(var _, Limits limits) when !limits.areNone() -> {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("memory_mib", number(limits.memory()));
                json.put("cpu", number(limits.cpu()));
                yield json;
            }
            case Target.Local _, Target.Fargate _ -> null;
        };
    }

    private Object fargate(Target target) {
        return switch (target) {
            case Target.Fargate task when view.caller().full() -> TaskWords.json(task);
            case Target.Fargate _, Target.Local _ -> null;
        };
    }

    private void rules(Map<String, Object> json, Rules rules) {
        MakeUp makeUp = rules.makeUp();
        boolean usual = makeUp.extent() == MakeUp.Extent.RECENT;
        json.put("after_any", rules.after().filter(After::any).isPresent());
        json.put("wait_seconds", seconds(rules.patience()));
        json.put("timeout_seconds", seconds(rules.timeout()));
        json.put("retry", rules.retry().times());
        json.put("retry_delay_seconds", rules.retry().delay().toSeconds());
        json.put("retry_longest_seconds", rules.retry().most().toSeconds());
        json.put("overlap", word(rules.overlap()));
        json.put("catchup", usual ? null : word(makeUp.extent()));
        json.put("catchup_window_seconds", seconds(makeUp.window()));
        json.put("when", rules.when().filter(_ -> view.caller().full()).orElse(null));
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static Object seconds(Optional<Duration> time) {
        return time.map(Duration::toSeconds).orElse(null);
    }

    Map<String, Object> run(RunRecord known) {
        RunRecord run = view.told(known);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", run.id());
        json.put("job", run.job().name());
        json.put("scope", run.job().scope());
        json.put("user", run.user());
        json.put("state", run.state().word());
        json.put("trigger", run.trigger().word());
        json.put("attempt", run.attempt());
        json.put("scheduled_at", time(run.due()));
        json.put("started_at", run.started().map(this::time).orElse(null));
        json.put("ended_at", run.ended().map(this::time).orElse(null));
        json.put("exit_code", number(run.exitCode()));
        json.put("reason", text(run.why()));
        json.put("target", run.place().target());
        json.put("task_arn", run.place().task().orElse(null));
        json.put("wave", run.wave().toString());
        json.put("upstream_runs", run.upstream().stream().map(Upstream::run).toList());
        json.put("log_bytes", run.usage().logBytes());
        json.put("peak_memory_bytes", number(run.usage().peakMemoryBytes()));
        json.put("cpu_seconds", number(run.usage().cpuSeconds()));
        json.put("firings", run.firings());
        json.put("alone", run.alone());
        json.put("setbacks", run.place().setbacks());
        return json;
    }

    private Map<String, Object> file(SourceFile file) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("path", file.path());
        json.put("ok", file.ok());
        json.put("loaded_at", time(file.loadedAt()));
        json.put("problems", each(file.problems(), this::problem));
        return json;
    }

    /// Problems quote the crontab, so the reduced view has only where they are.
    private Map<String, Object> problem(Problem problem) {
        boolean full = view.caller().full();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("line", problem.position().line());
        json.put("column", problem.position().column());
        json.put("severity", problem.severity().word());
        json.put("what", full ? problem.what() : null);
        json.put("remedy", full ? problem.remedy() : null);
        return json;
    }

    String time(Instant at) {
        return Times.rfc(at, zone);
    }

    static Map<String, Object> object(String key, Object value) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(key, value);
        return json;
    }

    static <T> Iterable<Map<String, Object>> each(
            List<T> items, Function<T, Map<String, Object>> shape) {
        return () -> items.stream().map(shape).iterator();
    }

    static Object text(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Object number(OptionalInt number) {
        return number.isPresent() ? (Object) number.getAsInt() : null;
    }

    private static Object number(OptionalLong number) {
        return number.isPresent() ? (Object) number.getAsLong() : null;
    }

    private static Object number(OptionalDouble number) {
        return number.isPresent() ? (Object) number.getAsDouble() : null;
    }
}

package farcron.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The two answers for monitors: the status says it all, the text says which.
final class CheckText {

    private static final int UNAVAILABLE = 503;

    private final View view;
    private final Health health;

    CheckText(View view, Health health) {
        this.view = view;
        this.health = health;
    }

    /// The scheduler itself.
    Reply health(boolean asText) {
        int status = health.ok() ? 200 : UNAVAILABLE;
        if (asText) {
            return Reply.text(status, (health.ok() ? "ok" : health.problem()) + "\n");
        }
        Shapes json = new Shapes(view);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ok", health.ok());
        fields.put("problem", health.ok() ? null : health.problem());
        fields.put("last_tick", json.time(view.snapshot().lastTick()));
        fields.put("lag_ms", view.snapshot().lag().toMillis());
        return Reply.json(status, fields);
    }

    /// The jobs; and the scheduler, without which they would all look well for ever.
    Reply check(boolean asText) {
        List<JobView> bad = view.jobs().stream().filter(JobView::failsCheck).toList();
        boolean ok = bad.isEmpty() && health.ok();
        int status = ok ? 200 : UNAVAILABLE;
        if (!asText) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("ok", ok);
            fields.put("problem", health.ok() ? null : health.problem());
            fields.put("jobs", Shapes.each(bad, new Shapes(view)::job));
            return Reply.json(status, fields);
        }
        String scheduler =
                health.ok() ? "" : "scheduler: " + Printable.line(health.problem()) + "\n";
        return Reply.text(status, ok ? "ok\n" : scheduler + lines(bad));
    }

    private static String lines(List<JobView> bad) {
        return bad.stream()
                .map(job -> Printable.line(job.shown() + ": " + state(job)) + "\n")
                .collect(Collectors.joining());
    }

    private static String state(JobView job) {
        String state =
                job.hasFailedBeforeItWasSkipped()
                        ? job.state() + " since its last run went wrong"
                        : job.state();
        return job.reason().isEmpty() ? state : state + ", " + job.reason();
    }
}

package farcron.report;

import farcron.job.Place;
import farcron.job.RunRecord;
import farcron.job.Trigger;

import java.util.List;
import java.util.stream.Collectors;

/// Runs and jobs as plain tables and pages.
final class RunsText {

    private final View view;
    private final Times times;

    RunsText(View view) {
        this.view = view;
        this.times = view.times();
    }

    /// @param none what to say where there is none
    String runs(List<RunRecord> runs, String none) {
        if (runs.isEmpty()) {
            return none + "\n";
        }
        Columns columns = new Columns(2);
        columns.row("RUN", "JOB", "STATE", "DUE", "TOOK", "EXIT", "BY", "REASON");
        for (RunRecord run : runs) {
            columns.row(
                    Long.toString(run.id()),
                    Printable.line(view.shown(run.job())),
                    run.state().word(),
                    times.past(run.due()),
                    StatusText.took(run, times.now()),
                    StatusText.exit(run),
                    run.trigger().word(),
                    Printable.line(reason(run)));
        }
        return columns.toString();
    }

    private static String reason(RunRecord run) {
        return run.firings() > 1 ? run.why() + " (" + run.firings() + " firings)" : run.why();
    }

    String run(RunRecord run) {
        Columns columns = new Columns(2);
        columns.row("run", Long.toString(run.id()));
        columns.row("job", run.job().toString());
        columns.row("user", run.user());
        columns.row("state", run.state().word());
        columns.row("due", times.whole(run.due()) + ", by " + run.trigger().word());
        if (run.trigger() == Trigger.AFTER) {
            columns.row("after", Printable.line(ends(run)));
            columns.row("wave", Printable.line(run.wave().toString()));
        }
        if (run.alone()) {
            columns.row("then", "nothing: it was asked for alone");
        }
        if (run.attempt() > 1) {
            columns.row("attempt", Integer.toString(run.attempt()));
        }
        run.started().ifPresent(at -> columns.row("started", Times.rfc(at, times.zone())));
        run.ended().ifPresent(at -> columns.row("ended", Times.rfc(at, times.zone())));
        columns.row("took", StatusText.took(run, times.now()));
        run.exitCode().ifPresent(code -> columns.row("exit", ExitWords.of(code).substring(5)));
        if (!run.why().isEmpty()) {
            columns.row("reason", Printable.line(reason(run)));
        }
        where(columns, run.place());
        columns.row("output", run.usage().logBytes() + " bytes");
        run.usage().peakMemoryBytes().ifPresent(b -> columns.row("memory", (b >> 20) + " MiB"));
        run.usage().cpuSeconds().ifPresent(s -> columns.row("cpu", s + " s"));
        return columns.toString();
    }

    private static void where(Columns columns, Place place) {
        columns.row("where", place.target());
        place.task()
                .ifPresent(arn -> {
                    columns.row("task", Printable.line(arn));
                    TaskLink.of(arn).ifPresent(link -> columns.row("console", link));
                });
        Story.setbacks(place.setbacks()).ifPresent(words -> columns.row("setbacks", words));
    }

    private String ends(RunRecord run) {
        return run.upstream().stream()
                .map(end ->
                        view.shown(end.job())
                                + " "
                                + end.state().word()
                                + " (run "
                                + end.run()
                                + ")")
                .collect(Collectors.joining(", "));
    }

    String jobs() {
        List<JobView> jobs = view.jobs();
        if (jobs.isEmpty()) {
            return "no jobs\n";
        }
        Columns columns = new Columns(2);
        columns.row("JOB", "USER", "STATE", "NEXT", "SCHEDULE", "WHERE IT STANDS");
        for (JobView job : jobs) {
            columns.row(
                    Printable.line(job.shown()),
                    job.job().user(),
                    job.state().isEmpty() ? "-" : job.state(),
                    JobRow.next(job, times),
                    Printable.line(job.job().scheduleText()),
                    Printable.line(job.job().file()) + ":" + job.job().line());
        }
        return columns.toString();
    }

    static String quoted(List<String> output) {
        return output.isEmpty()
                ? ""
                : "\nlast lines of its output:\n"
                        + output.stream()
                                .map(line -> "  | " + line + "\n")
                                .collect(Collectors.joining());
    }
}

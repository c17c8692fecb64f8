package farcron.report;

import farcron.job.RunRecord;

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

    String runs(List<RunRecord> runs) {
        if (runs.isEmpty()) {
            return "no such run is on record\n";
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
        return run.firings() > 1 ? run.reason() + " (" + run.firings() + " firings)" : run.reason();
    }

    String run(RunRecord run) {
        Columns columns = new Columns(2);
        columns.row("run", Long.toString(run.id()));
        columns.row("job", run.job().toString());
        columns.row("user", run.user());
        columns.row("state", run.state().word());
        columns.row("due", times.whole(run.due()) + ", by " + run.trigger().word());
        run.started().ifPresent(at -> columns.row("started", Times.rfc(at, times.zone())));
        run.ended().ifPresent(at -> columns.row("ended", Times.rfc(at, times.zone())));
        columns.row("took", StatusText.took(run, times.now()));
        run.exitCode().ifPresent(code -> columns.row("exit", ExitWords.of(code).substring(5)));
        if (!run.reason().isEmpty()) {
            columns.row("reason", Printable.line(reason(run)));
        }
        columns.row("where", run.target());
        columns.row("output", run.usage().logBytes() + " bytes");
        run.usage().peakMemoryBytes().ifPresent(b -> columns.row("memory", (b >> 20) + " MiB"));
        run.usage().cpuSeconds().ifPresent(s -> columns.row("cpu", s + " s"));
        return columns.toString();
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
                    job.next().isEmpty() ? "-" : times.coming(job.next().getFirst()),
                    Printable.line(job.job().scheduleText()),
                    Printable.line(job.job().file()) + ":" + job.job().line());
        }
        return columns.toString();
    }

    /// @param runs the newest ones
    /// @param output the last lines of the last run, if that went wrong and may be shown
    String job(JobView job, List<RunRecord> runs, List<String> output) {
        Columns columns = new Columns(2);
        columns.row("job", job.job().key().toString());
        columns.row("state", job.state().isEmpty() ? "never ran" : job.state());
        if (!job.reason().isEmpty()) {
            columns.row("reason", Printable.line(job.reason()));
        }
        columns.row("user", job.job().user());
        columns.row("stands in", Printable.line(job.job().file()) + ":" + job.job().line());
        columns.row("schedule", Printable.line(job.job().scheduleText()));
        columns.row("", job.words());
        columns.row("zone", job.job().zone().getId());
        columns.row("next", next(job));
        columns.row("where", job.job().target().word());
        if (view.caller().full()) {
            columns.row("command", Printable.line(job.job().command().shell()));
        }
        return columns + "\n" + runs(runs) + quoted(output);
    }

    private static String next(JobView job) {
        return job.next().isEmpty()
                ? "-"
                : job.next().stream()
                        .map(at -> Times.rfc(at, job.job().zone()))
                        .collect(Collectors.joining("  "));
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

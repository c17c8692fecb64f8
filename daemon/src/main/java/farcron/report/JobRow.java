package farcron.report;

import farcron.job.RunRecord;
import farcron.job.RunState;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A row of the first page, and below it what is to be said about it.
final class JobRow {

    private static final int LAST = 10;
    private static final int WIDEST_NEXT = 24;

    /// The states of runs that somebody or something keeps, or kept, from starting.
    private static final Set<RunState> HELD =
            Set.of(RunState.QUEUED, RunState.BLOCKED, RunState.SKIPPED, RunState.MISSED);

    private final View view;
    private final Times times;

    JobRow(View view) {
        this.view = view;
        this.times = view.times();
    }

    void add(Columns columns, JobView job) {
        columns.row(
                Printable.line(job.shown()),
                job.failsCheck() ? job.state().toUpperCase(Locale.ROOT) : dash(job.state()),
                job.lastRun().map(run -> times.past(run.started().orElse(run.due()))).orElse("-"),
                job.lastRun().map(run -> StatusText.took(run, times.now())).orElse("-"),
                job.lastRun().map(StatusText::exit).orElse("-"),
                next(job),
                job.job().target().word(),
                job.letters().substring(Math.max(0, job.letters().length() - LAST)));
        String story = Printable.line(story(job));
        if (!story.isEmpty()) {
            columns.text("  " + story);
        }
    }

    /// A run that goes on although there is no such line any more.
    void add(Columns columns, RunRecord run) {
        columns.row(
                Printable.line(view.shown(run.job())),
                run.state().word(),
                times.past(run.started().orElse(run.due())),
                StatusText.took(run, times.now()),
                "-",
                "-",
                run.place().target(),
                "");
        columns.text("  its line is gone. Look: farcron log " + run.id());
    }

    /// The reason, and where to look next; empty for what needs no words.
    private String story(JobView job) {
        if (job.isLate() || job.state().equals("paused")) {
            return job.reason();
        }
        if (job.state().equals("rejected")) {
            return job.reason() + " (" + job.job().file() + ":" + job.job().line() + ")";
        }
        if (job.isProblem()) {
            return reason(job) + ". Look: " + look(job);
        }
        Optional<String> phase = job.lastRun().flatMap(Story::phase);
        if (phase.isPresent()) {
            return job.state() + ": " + phase.get();
        }
        return isHeld(job) && !job.reason().isEmpty() ? reason(job) : "";
    }

    private static String look(JobView job) {
        boolean ran = job.lastRun().flatMap(RunRecord::started).isPresent();
        return ran ? "farcron log " + job.lastRun().get().id() : "farcron why " + job.shown();
    }

    /// What kept a run from starting is told with the state's word.
    private static String reason(JobView job) {
        if (job.reason().isEmpty()) {
            return job.state();
        }
        return isHeld(job) ? job.state() + ": " + job.reason() : job.reason();
    }

    private static boolean isHeld(JobView job) {
        return HELD.stream().anyMatch(job::isIn);
    }

    private String next(JobView job) {
        return job.isLate() ? "OVERDUE" : next(job, times);
    }

    /// When a job is due next, or what it follows.
    static String next(JobView job, Times times) {
        if (!job.next().isEmpty()) {
            return times.coming(job.next().getFirst());
        }
        if (!job.job().isFollower() || job.after().isEmpty()) {
            return "-";
        }
        int count = job.after().size();
        String names = "after " + String.join(",", job.after());
        boolean fits = count == 1 || names.length() <= WIDEST_NEXT;
        return Printable.line(fits ? names : "after " + count + " jobs");
    }

    private static String dash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}

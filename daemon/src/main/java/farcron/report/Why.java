package farcron.report;

import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.record.RunHistory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Why a job is in the state it is in.
final class Why {

    private static final int LINES = 10;

    private final View view;
    private final RunHistory history;
    private final Logs logs;
    private final Times times;

    Why(View view, RunHistory history, Logs logs) {
        this.view = view;
        this.history = history;
        this.logs = logs;
        this.times = view.times();
    }

    Explanation now(JobView job) {
        Optional<RunRecord> last = job.lastRun();
        List<String> because = new ArrayList<>();
        if (job.state().equals("paused") || job.state().equals("rejected") || job.isLate()) {
            last.ifPresent(run -> because.add("its last run: " + story(run)));
        }
        if (last.isEmpty()) {
            history.firstSeen(job.job().key())
                    .ifPresent(at -> because.add("the line was first seen " + times.spoken(at)));
        }
        because.add(schedule(job));
        Optional<Instant> next = job.next().stream().findFirst();
        because.add(
                next.map(at -> "it is due again " + times.spoken(at) + ", in " + until(at))
                        .orElse("it is not due again"));
        return new Explanation(
                job,
                Optional.empty(),
                answer(job),
                because,
                last.map(List::of).orElse(List.of()),
                last.map(this::output).orElse(List.of()),
                Optional.empty(),
                next);
    }

    private String answer(JobView job) {
        return switch (job.state()) {
            case "rejected" -> "it does not run: " + job.reason();
            case "late" -> "it is late: " + job.reason();
            case "paused" -> "it is " + job.reason();
            case "" -> "it has not run yet";
            default -> job.lastRun().map(this::story).orElse(job.state());
        };
    }

    /// A run and its fate in one sentence.
    String story(RunRecord run) {
        String reason = View.reason(run);
        String which = " (" + which(run) + ")";
        String why = reason.isEmpty() ? "" : ": " + reason;
        return switch (run.state()) {
            case OK -> "it ran well" + which;
            case RUNNING ->
                    "it is running, for "
                            + StatusText.took(run, times.now()).replace(">", "")
                            + which;
            case QUEUED -> "it waits for its start" + why + which;
            case FAILED -> "it failed" + why + which;
            case TIMEOUT -> "it took too long and was stopped" + why + which;
            case KILLED -> "it was killed" + why + which;
            case SKIPPED -> "it was skipped" + why + which;
            case BLOCKED -> "it could not start" + why + which;
            case MISSED -> "it was missed" + why + which;
            case LOST -> "its end is not known" + why + which;
        };
    }

    private String which(RunRecord run) {
        StringBuilder text = new StringBuilder("run " + run.id());
        text.append(", due ").append(times.spoken(run.due()));
        if (run.firings() > 1) {
            text.append(", the last of ").append(run.firings()).append(" firings");
        }
        run.started()
                .filter(at -> Duration.between(run.due(), at).toSeconds() >= 1)
                .ifPresent(at -> text.append(", started ").append(times.spoken(at)));
        if (run.started().isPresent() && run.ended().isPresent()) {
            text.append(", took ").append(StatusText.took(run, times.now()));
        }
        return text.append(", by ").append(run.trigger().word()).toString();
    }

    /// Only where it may explain something.
    List<String> output(RunRecord run) {
        boolean wanted = run.state() != RunState.OK && run.started().isPresent();
        return wanted && view.caller().full() ? logs.lastLines(run, LINES) : List.of();
    }

    static String schedule(JobView job) {
        return "the line at "
                + job.job().file()
                + ":"
                + job.job().line()
                + " says `"
                + job.job().scheduleText()
                + "`: "
                + job.words();
    }

    String until(Instant at) {
        return Times.length(Duration.between(times.now(), at));
    }
}

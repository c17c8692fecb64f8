package farcron.report;

import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.record.RunHistory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A run and its fate, in sentences.
final class Story {

    private static final int LINES = 10;

    /// What was to come after a failed attempt, and has.
    private static final Pattern PLAN = Pattern.compile("; the next one starts at .*");

    private final View view;
    private final RunHistory history;
    private final Logs logs;
    private final Times times;

    Story(View view, RunHistory history, Logs logs) {
        this.view = view;
        this.history = history;
        this.logs = logs;
        this.times = view.times();
    }

    Chain chain(RunRecord run) {
        return Chain.of(run, history, view);
    }

    /// In one sentence.
    String of(RunRecord run) {
        RunRecord now = view.fresh(run);
        String reason = chain(now).reason();
        String which = " (" + which(now) + ")";
        String why = (reason.isEmpty() ? "" : ": " + reason) + which;
        return switch (now.state()) {
            case OK -> "it ran well" + which;
            case RUNNING ->
                    "it is running, for "
                            + StatusText.took(now, times.now()).replace(">", "")
                            + phase(now).map(phase -> ": " + phase).orElse("")
                            + which;
            case QUEUED -> "it waits for its start" + why;
            case FAILED -> "it failed" + why;
            case TIMEOUT -> "it took too long and was stopped" + why;
            case KILLED -> "it was killed" + why;
            case SKIPPED -> "it was skipped" + why;
            case BLOCKED -> "it was blocked" + why;
            case MISSED -> "it was missed" + why;
            case LOST -> "its end is not known" + why;
        };
    }

    /// How far a run has come that goes on elsewhere: `waits for Fargate capacity`.
    static Optional<String> phase(RunRecord run) {
        boolean elsewhere = run.state() == RunState.RUNNING && !run.place().isLocal();
        return Optional.of(run.why())
                .filter(why -> elsewhere && !why.isEmpty() && !why.equals(run.asked()));
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
        if (run.attempt() > 1) {
            text.append(", attempt ").append(run.attempt()).append(attempts(run));
        }
        return text.append(", by ").append(run.trigger().word()).toString();
    }

    private String attempts(RunRecord run) {
        return view.snapshot()
                .table()
                .job(run.job())
                .map(Job::rules)
                .map(rules -> rules.retry().times() + 1 + run.place().setbacks())
                .filter(most -> most >= run.attempt())
                .map(most -> " of " + most)
                .orElse("");
    }

    /// What else explains it, a sentence each: earlier attempts, and the runs it had to wait for.
    List<String> details(RunRecord run) {
        RunRecord now = view.fresh(run);
        List<String> details = new ArrayList<>();
        List<String> attempts = now.attempt() > 1 ? history.attempts(now.id()) : List.of();
        attempts.forEach(reason -> details.add(view.told(PLAN.matcher(reason).replaceFirst(""))));
        setbacks(now.place().setbacks()).ifPresent(details::add);
        now.place()
                .task()
                .ifPresent(arn ->
                        details.add(
                                "its task: "
                                        + arn
                                        + TaskLink.of(arn).map(link -> ", " + link).orElse("")));
        if (now.state() != RunState.BLOCKED) {
            Mentioned.in(now).stream()
                    .flatMap(id -> run(id).stream())
                    .forEach(other -> details.add(view.shown(other.job()) + ": " + of(other)));
        }
        return details;
    }

    /// `1 of its attempts ...`; they do not count as the line's retries.
    static Optional<String> setbacks(int count) {
        return Optional.of(count + " of its attempts failed through no fault of the command")
                .filter(_ -> count > 0);
    }

    private Optional<RunRecord> run(long id) {
        return history.run(id).filter(found -> view.caller().sees(found.user()));
    }

    /// The last lines of the run that went wrong first, where they may explain something.
    List<String> output(RunRecord run) {
        RunRecord root = chain(run).root();
        boolean wanted = root.state() != RunState.OK && root.started().isPresent();
        return wanted && view.caller().full() ? logs.lastLines(root, LINES) : List.of();
    }

    /// An end of another job as others may know it: `extract failed (run 12, exit 3)`.
    String outcome(RunRecord run, String scope) {
        String name = LineWords.name(run.job(), scope);
        boolean failed = run.state() == RunState.FAILED && run.exitCode().isPresent();
        String exit = failed ? ", exit " + run.exitCode().getAsInt() : "";
        String what =
                switch (run.state()) {
                    case OK -> "ended well";
                    case RUNNING -> "is running";
                    case QUEUED -> "waits for its start";
                    case FAILED -> "failed";
                    case TIMEOUT -> "took too long";
                    case KILLED -> "was killed";
                    case SKIPPED -> "was skipped";
                    case BLOCKED -> "was blocked";
                    case MISSED -> "was missed";
                    case LOST -> "was lost";
                };
        return name + " " + what + " (run " + run.id() + exit + ")";
    }
}

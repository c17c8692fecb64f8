package farcron.report;

import farcron.job.JobKey;
import farcron.job.RunRecord;
import farcron.job.Upstream;
import farcron.record.RunHistory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Tells what became of a job without a time of its own in the waves that began in a minute.
final class WhyWave {

    private final View view;
    private final RunHistory history;
    private final Story story;
    private final WhyThen then;
    private final LineWords words;

    WhyWave(View view, RunHistory history, Story story, WhyThen then) {
        this.view = view;
        this.history = history;
        this.story = story;
        this.then = then;
        this.words = new LineWords(view);
    }

    Finding of(Line line, AskedTime asked) {
        List<Line> above = new Roots(view, history).above(line, asked.last());
        List<RunRecord> runs =
                above.stream()
                        .flatMap(root -> inWave(line.key(), root.key(), asked).stream())
                        .sorted(Comparator.comparing(RunRecord::id).reversed())
                        .toList();
        if (!runs.isEmpty()) {
            RunRecord run = runs.getFirst();
            String wave = "in the wave that " + name(run.wave().root(), line) + " began at ";
            String told = wave + asked.shown() + ": " + story.of(run);
            return new Finding(told, List.of(), runs);
        }
        List<Line> roots = above.stream().filter(root -> !root.isFollower()).toList();
        List<Line> begun = roots.stream().filter(root -> begins(root, asked)).toList();
        return begun.isEmpty() ? noWave(line, roots, asked) : stuck(line, roots, begun, asked);
    }

    private boolean begins(Line root, AskedTime asked) {
        return !WhyThen.due(root, asked).isEmpty() || !rows(root.key(), asked).isEmpty();
    }

    private Finding noWave(Line line, List<Line> roots, AskedTime asked) {
        String head = "it has no time of its own, and no wave that comes to it began at ";
        List<String> because = new ArrayList<>();
        line.after()
                .ifPresent(after ->
                        because.add(
                                "it starts when " + words.conditions(after, line.key().scope())));
        roots.stream()
                .filter(root -> view.caller().sees(root.user()))
                .forEach(root ->
                        because.add(
                                name(root.key(), line)
                                        + " begins its waves: "
                                        + words.quoted(root, true)));
        history.before(line.key(), asked.last())
                .filter(run -> view.caller().sees(run.user()))
                .ifPresent(run -> because.add("its last run before that: " + story.of(run)));
        return Finding.of(head + asked.shown(), because);
    }

    /// A wave began and has not come to it.
    private Finding stuck(Line line, List<Line> roots, List<Line> begun, AskedTime asked) {
        List<String> because = new ArrayList<>();
        Line root = begun.getFirst();
        for (Line other : begun) {
            because.add("its root " + fate(other, line, asked));
        }
        Optional<RunRecord> first = rows(root.key(), asked).stream().findFirst();
        if (first.isEmpty() || first.get().firings() > 1) {
            boolean coming = asked.last().isAfter(view.times().now());
            String head = coming ? "its time has not come: " : "it was not started: ";
            String answer = head + because.removeFirst();
            return Finding.of(answer, because);
        }
        if (first.get().alone()) {
            String answer =
                    "it was not started: nothing follows a run that was asked for by itself";
            return Finding.of(answer, because);
        }
        if (!line.runs()) {
            return Finding.of("it did not run then: " + words.refusal(line), because);
        }
        List<String> open = upstreams(line, root, asked, roots.size() > 1);
        because.addAll(0, open);
        String head =
                line.after()
                        .map(after -> words.conditions(after, line.key().scope()))
                        .orElse("its upstream has ended");
        return Finding.of("it was not started: it starts when " + head, because);
    }

    private String fate(Line root, Line line, AskedTime asked) {
        String name = name(root.key(), line);
        if (!view.caller().sees(root.user())) {
            return history.due(root.key(), asked.last(), asked.last().plus(WhyThen.MINUTE)).stream()
                    .findFirst()
                    .map(run -> story.outcome(run, line.key().scope()))
                    .orElse(name + " has no run of that time");
        }
        Subject subject = new Subject(root.key(), name, Optional.empty(), Optional.of(root));
        return name + ": " + then.at(subject, asked).answer();
    }

    /// How far the jobs have come that it waits for. What belongs to other waves is kept until it
    /// starts.
    private List<String> upstreams(Line line, Line root, AskedTime asked, boolean several) {
        List<String> told = new ArrayList<>();
        List<Upstream> ends = several ? history.endings(line.key()) : List.of();
        for (JobKey upstream : Roots.upstream(line)) {
            Optional<RunRecord> run =
                    (upstream.equals(root.key())
                                    ? rows(upstream, asked)
                                    : history(upstream, root.key(), asked))
                            .stream()
                                    .findFirst()
                                    .or(() ->
                                            ends.stream()
                                                    .filter(end -> end.job().equals(upstream))
                                                    .findFirst()
                                                    .flatMap(end -> history.run(end.run())));
            String scope = line.key().scope();
            told.add(
                    run.map(it ->
                                    story.outcome(it, scope)
                                            + (it.state().open() ? ", and has not ended" : ""))
                            .orElse(
                                    LineWords.name(upstream, scope)
                                            + (several
                                                    ? " has not ended since this job last started"
                                                    : " has no run in that wave")));
        }
        return told;
    }

    private List<RunRecord> rows(JobKey root, AskedTime asked) {
        List<RunRecord> rows = new ArrayList<>();
        for (Instant start : asked.starts()) {
            rows.addAll(history.due(root, start, start.plus(WhyThen.MINUTE)));
        }
        return rows;
    }

    private List<RunRecord> inWave(JobKey job, JobKey root, AskedTime asked) {
        return history(job, root, asked).stream()
                .filter(run -> view.caller().sees(run.user()))
                .toList();
    }

    private List<RunRecord> history(JobKey job, JobKey root, AskedTime asked) {
        List<RunRecord> rows = new ArrayList<>();
        for (Instant start : asked.starts()) {
            rows.addAll(history.inWaves(job, root, start, start.plus(WhyThen.MINUTE)));
        }
        return rows;
    }

    private static String name(JobKey job, Line line) {
        return LineWords.name(job, line.key().scope());
    }
}

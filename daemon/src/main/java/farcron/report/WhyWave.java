package farcron.report;

import farcron.job.JobKey;
import farcron.job.RunRecord;
import farcron.job.Upstream;
import farcron.record.RunHistory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells what became of a job without a time of its own in the waves that began in a minute.
final class WhyWave {

    private final View view;
    private final RunHistory history;
    private final Story story;
    private final WhyThen then;
    private final LinesThen lines;
    private final LineWords words;

    WhyWave(View view, RunHistory history, Story story, WhyThen then) {
        this.view = view;
        this.history = history;
        this.story = story;
        this.then = then;
        this.lines = new LinesThen(view.snapshot().table(), history);
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
        Map<JobKey, Optional<RunRecord>> ends = ends(line, root, asked, roots.size() > 1);
        because.addAll(0, upstreams(ends, line, roots.size() > 1));
        Instant end =
                ends.values().stream()
                        .flatMap(Optional::stream)
                        .flatMap(run -> run.ended().stream())
                        .max(Comparator.naturalOrder())
                        .orElse(asked.last());
        return refused(lines.at(line.key(), end), because)
                .orElseGet(() -> Finding.of("it was not started: " + starts(line), because));
    }

    private String starts(Line line) {
        return "it starts when "
                + line.after()
                        .map(after -> words.conditions(after, line.key().scope()))
                        .orElse("its upstream has ended");
    }

    /// @param then what the line said when an end could have let it start
    private Optional<Finding> refused(LinesThen.Then then, List<String> because) {
        return then.line()
                .filter(line -> !line.gone() && !line.runs())
                .map(line -> {
                    String since = then.since().map(at -> ", since " + spoken(at)).orElse("");
                    then.next().map(words::change).ifPresent(because::add);
                    return Finding.of(
                            "it was not started: its line was refused then"
                                    + since
                                    + ": "
                                    + words.refusal(line),
                            because);
                });
    }

    private String spoken(Instant at) {
        return view.times().spoken(at);
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

    /// The runs of the jobs that it waits for. What belongs to other waves is kept until it starts.
    private Map<JobKey, Optional<RunRecord>> ends(
            Line line, Line root, AskedTime asked, boolean several) {
        List<Upstream> kept = several ? history.endings(line.key()) : List.of();
        Map<JobKey, Optional<RunRecord>> ends = new LinkedHashMap<>();
        for (JobKey upstream : Roots.upstream(line)) {
            List<RunRecord> own =
                    upstream.equals(root.key())
                            ? rows(upstream, asked)
                            : history(upstream, root.key(), asked);
            ends.put(
                    upstream,
                    own.stream()
                            .findFirst()
                            .or(() ->
                                    kept.stream()
                                            .filter(end -> end.job().equals(upstream))
                                            .findFirst()
                                            .flatMap(end -> history.run(end.run()))));
        }
        return ends;
    }

    /// How far these have come.
    private List<String> upstreams(
            Map<JobKey, Optional<RunRecord>> ends, Line line, boolean several) {
        String none =
                several ? " has not ended since this job last started" : " has no run in that wave";
        String scope = line.key().scope();
        List<String> told = new ArrayList<>();
        ends.forEach((upstream, end) ->
                told.add(
                        end.map(run ->
                                        story.outcome(run, scope)
                                                + (run.state().open() ? ", and has not ended" : ""))
                                .orElse(LineWords.name(upstream, scope) + none)));
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

package farcron.report;

import farcron.job.After;
import farcron.job.JobKey;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Upstream;
import farcron.record.RunHistory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Why a job is in the state it is in.
final class WhyNow {

    private final View view;
    private final RunHistory history;
    private final Story story;
    private final LineWords words;
    private final Times times;

    WhyNow(View view, RunHistory history, Story story) {
        this.view = view;
        this.history = history;
        this.story = story;
        this.words = new LineWords(view);
        this.times = view.times();
    }

    Explanation of(Subject subject) {
        return subject.job().map(job -> there(subject, job)).orElseGet(() -> gone(subject));
    }

    private Explanation there(Subject subject, JobView job) {
        Line line = Line.of(job.job());
        Optional<RunRecord> last = job.lastRun();
        List<String> because = new ArrayList<>();
        if (job.state().equals("paused") || job.state().equals("rejected") || job.isLate()) {
            last.ifPresent(run -> because.add("its last run: " + story.of(run)));
        }
        last.ifPresent(run -> because.addAll(story.details(run)));
        if (last.isEmpty()) {
            history.firstSeen(subject.key())
                    .ifPresent(at -> because.add("the line was first seen " + times.spoken(at)));
        }
        because.add(words.quoted(line, true));
        line.after().ifPresent(after -> because.addAll(waits(job, line, after)));
        Optional<Instant> next = job.next().stream().findFirst();
        if (!line.isFollower()) {
            because.add(
                    next.map(at -> "it is due again " + times.spoken(at) + ", in " + until(at))
                            .orElse("it is not due again" + resumed(job, line)));
        }
        return explanation(subject, answer(job), because, last, Optional.of(line), next);
    }

    /// A job that would not be due anyway is not told to wait for that.
    private String resumed(JobView job, Line line) {
        boolean held =
                job.state().equals("paused")
                        && job.pause().filter(it -> it.until().isEmpty()).isPresent()
                        && Nearby.after(line, times.now()).isPresent();
        return held ? " before it is resumed" : "";
    }

    private Explanation explanation(
            Subject subject,
            String answer,
            List<String> because,
            Optional<RunRecord> last,
            Optional<Line> line,
            Optional<Instant> next) {
        return new Explanation(
                subject,
                Optional.empty(),
                answer,
                because,
                last.stream().toList(),
                last.map(run -> story.chain(run).links()).orElse(List.of()),
                last.map(story::output).orElse(List.of()),
                line,
                Optional.empty(),
                next);
    }

    private String answer(JobView job) {
        return switch (job.state()) {
            case "rejected" -> "it does not run: " + job.reason();
            case "late" -> "it is late: " + job.reason();
            case "paused" -> "it is " + job.reason();
            case "" -> "it has not run yet";
            default -> job.lastRun().map(story::of).orElse(job.state());
        };
    }

    private Explanation gone(Subject subject) {
        Optional<Line> line = subject.last();
        Optional<Instant> since =
                history.lines().at(subject.key(), times.now()).map(change -> change.at());
        String when = since.map(at -> ", since " + times.whole(at)).orElse("");
        String why = line.filter(Line::gone).map(words::going).map(it -> ": " + it).orElse("");
        Optional<RunRecord> last =
                history.newest(subject.key()).filter(run -> view.caller().sees(run.user()));
        List<String> because = new ArrayList<>();
        last.ifPresent(run -> because.add("its last run: " + story.of(run)));
        line.ifPresent(known -> because.add(words.quoted(known, false)));
        String answer = "its line is not there any more" + when + why;
        return explanation(subject, answer, because, last, line, Optional.empty());
    }

    /// Which ends a job waits for. Those of a job with several roots are kept until it starts;
    /// where all of them belong to one wave, each wave has its own.
    private List<String> waits(JobView job, Line line, After after) {
        String scope = line.key().scope();
        List<String> waits = new ArrayList<>();
        waits.add("it starts when " + words.conditions(after, scope));
        boolean waiting =
                job.lastRun()
                        .filter(run -> run.state() == RunState.QUEUED && run.upstream().isEmpty())
                        .isPresent();
        boolean several = new Roots(view, history).of(line, times.now()).size() > 1;
        if (several || waiting || !line.isFollower()) {
            Map<JobKey, Upstream> come =
                    history.endings(line.key()).stream()
                            .collect(Collectors.toMap(Upstream::job, Function.identity()));
            for (After.Condition condition : after.conditions()) {
                waits.add(
                        end(condition, Optional.ofNullable(come.get(condition.upstream())), scope));
            }
        }
        return waits;
    }

    private String end(After.Condition condition, Optional<Upstream> end, String scope) {
        String name = LineWords.name(condition.upstream(), scope);
        return end.flatMap(it -> history.run(it.run()))
                .map(run -> story.outcome(run, scope))
                .or(() -> end.map(it -> name + " has ended as " + it.state().word()))
                .orElse(name + " has not ended since this job last started");
    }

    private String until(Instant at) {
        return Times.length(Duration.between(times.now(), at));
    }
}

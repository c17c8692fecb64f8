package farcron.report;

import farcron.clock.Moment;
import farcron.clock.Outlook;
import farcron.job.JobKey;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;
import farcron.record.RunHistory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Why a job did, or did not, run in one minute.
final class WhyThen {

    static final Duration MINUTE = Duration.ofMinutes(1);

    private final View view;
    private final RunHistory history;
    private final Story story;
    private final LinesThen lines;
    private final LineWords words;
    private final Times times;

    WhyThen(View view, RunHistory history, Story story) {
        this.view = view;
        this.history = history;
        this.story = story;
        this.lines = new LinesThen(view.snapshot().table(), history);
        this.words = new LineWords(view);
        this.times = view.times();
    }

    Explanation at(Subject subject, AskedTime asked) {
        LinesThen.Then then = lines.at(subject.key(), asked.last());
        Finding finding = find(subject, asked, then);
        List<String> because = new ArrayList<>(clock(asked));
        because.addAll(finding.because());
        finding.runs().stream()
                .skip(1)
                .forEach(run -> because.add(other(run, finding.runs().getFirst())));
        finding.runs().stream().limit(1).forEach(run -> because.addAll(story.details(run)));
        then.line()
                .filter(line -> !line.gone())
                .ifPresent(line -> because.add(words.quoted(line, then.isNow())));
        Optional<RunRecord> first = finding.runs().stream().findFirst();
        return new Explanation(
                subject,
                Optional.of(asked.last()),
                finding.answer(),
                because,
                finding.runs(),
                first.map(run -> story.chain(run).links()).orElse(List.of()),
                first.map(story::output).orElse(List.of()),
                then.line(),
                then.line().flatMap(line -> Nearby.before(line, asked.starts().getFirst())),
                then.line().flatMap(line -> Nearby.after(line, asked.last().plus(MINUTE))));
    }

    private String other(RunRecord run, RunRecord first) {
        boolean before = run.wave().equals(first.wave()) && run.id() < first.id();
        return (before ? "before that " : "also: ") + story.of(run);
    }

    private static List<String> clock(AskedTime asked) {
        List<String> clock = new ArrayList<>();
        asked.gap()
                .ifPresent(gap ->
                        clock.add(
                                "that time was not on the clock: it was put forward from "
                                        + plain(gap.getDateTimeBefore())
                                        + " to "
                                        + plain(gap.getDateTimeAfter())));
        if (asked.starts().size() > 1) {
            clock.add("the clock was put back: " + asked.shown() + " came twice");
        }
        return clock;
    }

    private static String plain(Object local) {
        return local.toString().replace('T', ' ');
    }

    private Finding find(Subject subject, AskedTime asked, LinesThen.Then then) {
        List<RunRecord> runs = repaired(runs(subject.key(), asked));
        if (!runs.isEmpty()) {
            String told = story.of(runs.getFirst());
            return new Finding("at " + asked.shown() + ": " + told, List.of(), runs);
        }
        if (then.line().isEmpty() || then.line().get().gone()) {
            return new NoLine(view, history).at(subject, asked, then);
        }
        Line line = then.line().get();
        if (line.isFollower()) {
            return new WhyWave(view, history, story, this).of(line, asked);
        }
        List<Moment> due = due(line, asked);
        if (due.isEmpty()) {
            List<String> because = new ArrayList<>(notDue(line, asked));
            asked.there()
                    .filter(it -> !due(line, it).isEmpty())
                    .map(this::there)
                    .ifPresent(because::add);
            running(subject.key(), asked).ifPresent(because::add);
            String but = then.isNow() ? "" : ", as its line was then";
            return Finding.of("it was not due at " + asked.shown() + but, because);
        }
        return new NoRun(view, history, story).of(line, then, asked, due.getLast().start());
    }

    /// Records of that minute, those of the schedule first, and of these what did not go well; also
    /// what is not written yet.
    private List<RunRecord> runs(JobKey job, AskedTime asked) {
        List<RunRecord> runs = new ArrayList<>();
        for (Instant start : asked.starts()) {
            Instant end = start.plus(MINUTE);
            runs.addAll(history.due(job, start, end));
            view.snapshot().open().stream()
                    .filter(run -> run.job().equals(job))
                    .filter(run -> !run.due().isBefore(start) && run.due().isBefore(end))
                    .filter(run -> runs.stream().noneMatch(known -> known.id() == run.id()))
                    .forEach(runs::add);
        }
        return runs.stream()
                .filter(run -> view.caller().sees(run.user()))
                .sorted(
                        Comparator.comparing((RunRecord run) -> run.trigger() == Trigger.MANUAL)
                                .thenComparing(run -> run.state() == RunState.OK)
                                .thenComparing(Comparator.comparing(RunRecord::id).reversed()))
                .toList();
    }

    /// What came later in the same wave, as when somebody has mended it, is what became of the
    /// first of these, and stands before it.
    private List<RunRecord> repaired(List<RunRecord> runs) {
        if (runs.isEmpty()) {
            return runs;
        }
        RunRecord first = runs.getFirst();
        Instant began = first.wave().due();
        List<RunRecord> later =
                history
                        .inWaves(first.job(), first.wave().root(), began, began.plusMillis(1))
                        .stream()
                        .filter(run -> run.id() > first.id() && view.caller().sees(run.user()))
                        .sorted(Comparator.comparing(RunRecord::id).reversed())
                        .toList();
        Stream<RunRecord> others =
                runs.stream()
                        .filter(run -> later.stream().noneMatch(known -> known.id() == run.id()));
        return Stream.concat(later.stream(), others).toList();
    }

    static List<Moment> due(Line line, AskedTime asked) {
        List<Moment> due = new ArrayList<>();
        for (Instant start : asked.starts()) {
            Outlook outlook = Outlook.after(line.schedule(), line.zone(), start.minusMillis(1));
            while (outlook.hasNext() && outlook.peek().start().isBefore(start.plus(MINUTE))) {
                Moment moment = outlook.next();
                if (asked.gap().isEmpty() || moment.crontabMinute() == asked.minute()) {
                    due.add(moment);
                }
            }
        }
        return due;
    }

    /// The figures that stand in the crontab were meant on another clock.
    private String there(AskedTime asked) {
        return "times without an offset are read on the clock in "
                + times.zone().getId()
                + "; for "
                + asked.shown()
                + " in "
                + asked.zone().getId()
                + " ask for "
                + Times.rfc(asked.last(), asked.zone());
    }

    private static List<String> notDue(Line line, AskedTime asked) {
        List<String> fields = NotDue.because(line, asked.local());
        return fields.isEmpty()
                ? List.of("its fields match that time, but the clock change decides otherwise")
                : fields;
    }

    /// A run that began earlier and still went on.
    private Optional<String> running(JobKey job, AskedTime asked) {
        return history.before(job, asked.last())
                .filter(run -> view.caller().sees(run.user()))
                .filter(run -> run.ended().map(asked.last()::isBefore).orElse(run.state().open()))
                .map(run -> "an earlier run was not over then: " + story.of(run));
    }
}

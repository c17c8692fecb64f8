package farcron.report;

import farcron.job.JobStatus;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.record.LineChange;
import farcron.record.RunHistory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells of a minute in which a job was due and has no record of its own.
final class NoRun {

    /// A line that changes within this has changed before its turn came.
    private static final Duration AT_ONCE = Duration.ofMinutes(2);

    private final View view;
    private final RunHistory history;
    private final Story story;
    private final LineWords words;
    private final Times times;

    NoRun(View view, RunHistory history, Story story) {
        this.view = view;
        this.history = history;
        this.story = story;
        this.words = new LineWords(view);
        this.times = view.times();
    }

    /// @param line as it was then; it was there
    Finding of(Line line, LinesThen.Then then, AskedTime asked, Instant due) {
        if (due.isAfter(times.now())) {
            return coming(line, asked, due);
        }
        String head = "it was due at " + asked.shown();
        if (!line.runs()) {
            String since = then.since().map(at -> " since " + times.whole(at)).orElse("");
            return Finding.of(
                    head + ", but it did not run" + since + ": " + words.refusal(line),
                    changes(then));
        }
        Optional<Away> away =
                due.isAfter(view.snapshot().lastTick())
                        ? Optional.empty()
                        : Away.at(due, history, view.snapshot().lastTick());
        Optional<RunRecord> covered =
                new Covered(history)
                        .by(line, due, away)
                        .filter(run -> view.caller().sees(run.user()));
        if (covered.isPresent()) {
            List<String> because = away.map(it -> it.words(times)).stream().toList();
            String answer = "at " + asked.shown() + ": " + story.of(covered.get());
            return Finding.of(answer, because, covered.get());
        }
        return unrecorded(line, then, head, due, away);
    }

    private Finding coming(Line line, AskedTime asked, Instant due) {
        String in = ", in " + Times.length(Duration.between(times.now(), due));
        String answer = "it will be due at " + asked.shown() + in;
        List<String> because = new ArrayList<>();
        if (!line.runs()) {
            because.add("as long as it is refused it will not run: " + words.refusal(line));
        }
        pause(line)
                .filter(it -> it.until().map(due::isBefore).orElse(true))
                .ifPresent(it -> because.add("it is paused by " + it.by() + " until after that"));
        return Finding.of(answer, because);
    }

    private Optional<JobStatus.Pause> pause(Line line) {
        return Optional.ofNullable(view.snapshot().jobs().get(line.key()))
                .flatMap(JobStatus::pause);
    }

    private List<String> changes(LinesThen.Then then) {
        return then.next().map(words::change).stream().toList();
    }

    private Finding unrecorded(
            Line line, LinesThen.Then then, String head, Instant due, Optional<Away> away) {
        if (due.isAfter(view.snapshot().lastTick())) {
            return Finding.of(
                    head + ", but the scheduler has not looked at that minute yet", changes(then));
        }
        Optional<JobStatus.Pause> pause = pause(line).filter(it -> !it.since().isAfter(due));
        if (pause.isPresent()) {
            String by = pause.get().by() + " since " + times.whole(pause.get().since());
            return Finding.of(head + ", but it was paused by " + by, List.of());
        }
        if (away.isPresent()) {
            return away(then, head, away.get());
        }
        Optional<LineChange> next = then.next().filter(it -> it.at().isBefore(due.plus(AT_ONCE)));
        if (next.isPresent()) {
            String change = words.change(next.get());
            return Finding.of(head + ", but " + change + ", before its turn came", List.of());
        }
        return lost(head, due);
    }

    /// What has changed while the daemon was not there was not due when it came back.
    private Finding away(LinesThen.Then then, String head, Away away) {
        if (away.isBeforeTheRecord()) {
            String begins = away.until().map(at -> ": it begins " + times.spoken(at)).orElse("");
            return Finding.of(head + ", but that was before the record" + begins, changes(then));
        }
        boolean changed =
                then.next().isPresent()
                        && away.until()
                                .filter(at -> !then.next().get().at().isAfter(at))
                                .isPresent();
        return Finding.of(head + ", but " + away.words(times), changed ? changes(then) : List.of());
    }

    /// The daemon was there and the line was in force: so there was a record.
    private Finding lost(String head, Instant due) {
        Optional<Instant> good = history.oldest(RunState.OK).map(RunRecord::due);
        if (good.filter(due::isBefore).isPresent()) {
            return Finding.of(
                    head
                            + ", and its run is not on record any more: of runs that went well the"
                            + " record goes back to "
                            + times.whole(good.get()),
                    List.of());
        }
        return Finding.of(
                head
                        + ", and farcron was running, but its run is not on record: for some time"
                        + " then the record could not be written, or was not what it is now",
                List.of());
    }
}

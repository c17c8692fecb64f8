package farcron.shadow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Brings together what farcron would have started and what cron says that it did. It takes facts
/// in the order of their times, and it is the same whether they come as they happen or from a log
/// of last week.
///
/// Belongs to one thread.
public final class Judge {

    /// Cron looks at the clock once a minute, and logs a second or two later.
    private static final Duration SOON = Duration.ofSeconds(59);

    /// A log may round its times.
    private static final Duration EARLY = Duration.ofSeconds(1);

    /// What has not come by then does not come.
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final Duration AFTER_START = Duration.ofMinutes(5);

    private static final String TOO_NEAR = "the comparison ended too soon after it";

    /// What starts of one command have in common.
    private record Key(String user, String logged) {

        static Key of(Line line) {
            return new Key(line.user(), line.logged());
        }
    }

    /// @param last when cron may have started it at the latest
    private record Due(Instant at, Line line, Instant last) {

        boolean isMetBy(Instant ran) {
            return !ran.isBefore(at.minus(EARLY)) && !ran.isAfter(last);
        }
    }

    private record Run(Instant at, Line line) {}

    private final Verdicts verdicts;
    private final Map<Key, Deque<Due>> dues = new HashMap<>();
    private final Map<Key, Deque<Run>> runs = new HashMap<>();
    private Book book = new Book(List.of(), true);
    private Instant from = Instant.EPOCH;
    private Instant seen = Instant.EPOCH;
    private Instant heard = Instant.EPOCH;
    private Instant started = Instant.EPOCH;

    /// @param told each verdict when it becomes certain
    public Judge(Consumer<Verdict> told) {
        this.verdicts = new Verdicts(told);
    }

    public void take(Fact fact) {
        switch (fact) {
            case Fact.Begun(Instant at) -> begin(at);
            case Fact.Lines(_, List<Line> lines, boolean whole) -> book = new Book(lines, whole);
            case Fact.Would(Instant at, Line line) -> would(at, line);
            case Fact.Ran ran -> ran(ran);
            case Fact.CronStarted start -> started(start);
            case Fact.Ended(Instant at) -> end(at);
        }
        seen = seen.isBefore(fact.at()) ? fact.at() : seen;
    }

    /// A shadow that was killed has told no end.
    private void begin(Instant at) {
        end(seen);
        verdicts.span(at);
        from = Instant.ofEpochSecond(Math.ceilDiv(at.getEpochSecond(), 60L) * 60);
        heard = from;
    }

    private void would(Instant at, Line line) {
        switch (line.standing()) {
            case Standing.Unjudged(String why) -> verdicts.unjudged(at, line, why);
            case Standing.Compared(Duration delay, _) -> expect(new Due(at, line, last(at, delay)));
            case Standing.AtBoot _, Standing.Ignored _, Standing.Rejected _ ->
                    expect(new Due(at, line, last(at, Duration.ZERO)));
        }
    }

    private static Instant last(Instant at, Duration delay) {
        return at.plus(delay).plus(SOON);
    }

    private void expect(Due due) {
        Key key = Key.of(due.line());
        if (take(runs, key, run -> due.isMetBy(run.at())).isPresent()) {
            verdicts.agreed(due.at(), due.line());
        } else {
            dues.computeIfAbsent(key, _ -> new ArrayDeque<>()).add(due);
        }
    }

    private void ran(Fact.Ran ran) {
        Line line = book.line(ran).orElseGet(() -> Line.ofCron(ran.user(), ran.text()));
        boolean atBoot =
                line.standing() instanceof Standing.AtBoot
                        && ran.at().isBefore(started.plus(AFTER_START));
        if (ran.at().isBefore(from) && !atBoot) {
            return;
        }
        heard = ran.at();
        verdicts.heard();
        if (!book.concerns(ran)) {
            return;
        }
        Optional<Due> due = take(dues, Key.of(line), it -> it.isMetBy(ran.at()));
        if (due.isPresent() || atBoot) {
            verdicts.agreed(due.map(Due::at).orElse(ran.at()), line);
        } else if (!(line.standing() instanceof Standing.Unjudged)) {
            runs.computeIfAbsent(Key.of(line), _ -> new ArrayDeque<>())
                    .add(new Run(ran.at(), line));
        }
    }

    private void started(Fact.CronStarted start) {
        Instant silence = heard;
        takeAll(dues, due -> due.at().isAfter(silence) && due.at().isBefore(start.at()))
                .forEach(due -> verdicts.silent(due.at(), due.line()));
        verdicts.silent(silence, start.at());
        started = start.at();
        heard = start.at();
        if (start.boot()) {
            for (Line line : book.atBoot()) {
                expect(new Due(start.at(), line, start.at().plus(AFTER_START)));
            }
        }
    }

    /// Tells what has become certain by now.
    public void settle(Instant now) {
        Instant then = now.minus(GRACE);
        takeAll(dues, due -> due.last().isBefore(then))
                .forEach(due -> verdicts.alone(due.at(), due.line()));
        takeAll(runs, run -> run.at().plus(SOON).isBefore(then))
                .forEach(run -> verdicts.unasked(run.at(), run.line()));
    }

    private void end(Instant at) {
        settle(at);
        takeAll(dues, _ -> true).forEach(due -> verdicts.unjudged(due.at(), due.line(), TOO_NEAR));
        takeAll(runs, _ -> true).forEach(run -> verdicts.unasked(run.at(), run.line()));
        verdicts.span(at);
    }

    /// @return what has come out up to now, as if the comparison ended with the last fact
    public Summary summary() {
        end(seen);
        return verdicts.summary();
    }

    private static <T> Optional<T> take(Map<Key, Deque<T>> all, Key key, Predicate<T> which) {
        Deque<T> waiting = all.getOrDefault(key, new ArrayDeque<>());
        Optional<T> found = waiting.stream().filter(which).findFirst();
        found.ifPresent(waiting::removeFirstOccurrence);
        return found;
    }

    private static <T> List<T> takeAll(Map<Key, Deque<T>> all, Predicate<T> which) {
        List<T> taken = all.values().stream().flatMap(Collection::stream).filter(which).toList();
        if (!taken.isEmpty()) {
            all.values().forEach(waiting -> waiting.removeIf(which));
            all.values().removeIf(Collection::isEmpty);
        }
        return taken;
    }
}

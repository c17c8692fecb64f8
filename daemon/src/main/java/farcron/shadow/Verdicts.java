package farcron.shadow;

import farcron.shadow.Verdict.Kind;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The verdicts up to now. One that there was no match for may be taken back, since what comes
/// later explains it: the other cron starts the same command at another time; or cron has been
/// silent because it was not there.
final class Verdicts {

    /// What is further apart are two starts, and not one that both mean.
    private static final Duration ONE_START = Duration.ofHours(12);

    private static final String OFF =
            "cron was not running then, or the machine was off, or the log has a gap: cron is"
                    + " silent until it starts anew";

    private final Consumer<Verdict> told;
    private final List<Verdict> others = new ArrayList<>();
    private final Map<String, Deque<Verdict>> alone = new HashMap<>();
    private Optional<Summary.Span> span = Optional.empty();
    private long agreed;
    private boolean heard;

    Verdicts(Consumer<Verdict> told) {
        this.told = told;
    }

    /// The comparison has gone on at this moment.
    void span(Instant at) {
        if (!at.equals(Instant.EPOCH)) {
            Instant from = span.map(Summary.Span::from).orElse(at);
            span = Optional.of(new Summary.Span(from, at));
        }
    }

    void heard() {
        heard = true;
    }

    void agreed(Instant at, Line line) {
        agreed++;
        told.accept(new Verdict(Kind.AGREES, at, line, Optional.of(at), ""));
    }

    void unjudged(Instant at, Line line, String why) {
        tell(new Verdict(Kind.UNJUDGED, at, line, Optional.empty(), why));
    }

    /// Due, and cron has not started it.
    void alone(Instant at, Line line) {
        String why =
                switch (line.standing()) {
                    case Standing.Ignored(String reason) -> reason;
                    case Standing.Compared(_, String remark) -> remark;
                    case Standing.AtBoot _, Standing.Unjudged _, Standing.Rejected _ -> "";
                };
        Optional<Verdict> other = other(Kind.ONLY_CRON, at, line);
        Optional<Instant> ran = other.map(Verdict::at);
        Kind kind = ran.isPresent() ? Kind.ANOTHER_TIME : Kind.ONLY_FARCRON;
        keep(new Verdict(kind, at, line, ran, why));
    }

    /// Started by cron, and not due.
    void unasked(Instant at, Line line) {
        String why =
                switch (line.standing()) {
                    case Standing.Rejected(String reason) -> reason;
                    case Standing.Compared(_, String remark) when !remark.isEmpty() -> remark;
                    case Standing.Compared _, Standing.Ignored _ ->
                            "farcron has the line, but not for this time";
                    case Standing.AtBoot _ -> "farcron runs it only when the machine has started";
                    case Standing.Unjudged(String reason) -> reason;
                };
        Optional<Verdict> other = other(Kind.ONLY_FARCRON, at, line);
        keep(
                other.map(due ->
                                new Verdict(
                                        Kind.ANOTHER_TIME,
                                        due.at(),
                                        line,
                                        Optional.of(at),
                                        due.why()))
                        .orElseGet(
                                () -> new Verdict(Kind.ONLY_CRON, at, line, Optional.of(at), why)));
    }

    /// Due while cron said nothing, before it was started.
    void silent(Instant at, Line line) {
        if (isIgnored(line)) {
            alone(at, line);
        } else {
            unjudged(at, line, OFF);
        }
    }

    /// Takes back that it did not start what was due while it said nothing, before it was started.
    void silent(Instant from, Instant to) {
        List<Verdict> then =
                others.stream()
                        .filter(it -> it.kind() == Kind.ONLY_FARCRON && !isIgnored(it.line()))
                        .filter(it -> it.at().isAfter(from) && it.at().isBefore(to))
                        .toList();
        others.removeAll(then);
        alone.values().forEach(verdicts -> verdicts.removeAll(then));
        then.forEach(verdict -> unjudged(verdict.at(), verdict.line(), OFF));
    }

    private static boolean isIgnored(Line line) {
        return line.standing() instanceof Standing.Ignored;
    }

    /// The latest start of the same command that the other cron has not had, if it can be the same
    /// one; it is taken back.
    private Optional<Verdict> other(Kind kind, Instant at, Line line) {
        Deque<Verdict> before = alone.getOrDefault(command(line), new ArrayDeque<>());
        Optional<Verdict> found =
                Optional.ofNullable(before.peekLast())
                        .filter(verdict -> verdict.kind() == kind)
                        .filter(verdict -> verdict.at().plus(ONE_START).isAfter(at));
        found.ifPresent(verdict -> {
            before.removeLast();
            others.remove(others.lastIndexOf(verdict));
        });
        return found;
    }

    private void keep(Verdict verdict) {
        if (verdict.kind() != Kind.ANOTHER_TIME) {
            alone.computeIfAbsent(command(verdict.line()), _ -> new ArrayDeque<>()).add(verdict);
        }
        tell(verdict);
    }

    private static String command(Line line) {
        return line.user() + " " + line.logged();
    }

    private void tell(Verdict verdict) {
        others.add(verdict);
        told.accept(verdict);
    }

    Summary summary() {
        return new Summary(span, agreed, others, heard);
    }
}

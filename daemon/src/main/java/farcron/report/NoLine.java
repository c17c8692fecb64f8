package farcron.report;

import farcron.record.RunHistory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells of a minute in which a job had no line in force.
final class NoLine {

    private final RunHistory history;
    private final LineWords words;
    private final Times times;

    NoLine(View view, RunHistory history) {
        this.history = history;
        this.words = new LineWords(view);
        this.times = view.times();
    }

    Finding at(Subject subject, AskedTime asked, LinesThen.Then then) {
        List<String> because = new ArrayList<>();
        then.next().map(words::change).ifPresent(because::add);
        if (then.line().isPresent()) {
            return Finding.of(gone(asked, then), because);
        }
        Optional<Instant> seen = history.firstSeen(subject.key());
        if (seen.filter(asked.last()::isBefore).isPresent()) {
            String head = due(subject, asked) ? "it was due at " : "at ";
            String but = due(subject, asked) ? ", but the line was" : " the line was";
            return Finding.of(
                    head
                            + asked.shown()
                            + but
                            + " not there yet: it was first seen "
                            + times.spoken(seen.get()),
                    List.of());
        }
        return Finding.of(
                "no run is on record for " + asked.shown() + ", and not what its line said then",
                because);
    }

    /// By what its line says now.
    private static boolean due(Subject subject, AskedTime asked) {
        return subject.last().filter(line -> !WhyThen.due(line, asked).isEmpty()).isPresent();
    }

    private String gone(AskedTime asked, LinesThen.Then then) {
        Line line = then.line().get();
        String since = then.since().map(at -> ", since " + times.whole(at)).orElse("");
        return "at " + asked.shown() + " its line was not there" + since + ": " + words.going(line);
    }
}

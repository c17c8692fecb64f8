package farcron.report;

import farcron.job.RunRecord;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The answer to "why?".
///
/// @param at the moment asked about; absent: now
/// @param answer one sentence
/// @param because what led to it, one sentence each
/// @param runs those it is about
/// @param chain the runs that kept the first of these from starting, the nearest first
/// @param output the last lines of the run that went wrong first
/// @param line what the line said at that moment
/// @param previous the due time before the one asked about
/// @param next the due time after it
record Explanation(
        Subject subject,
        Optional<Instant> at,
        String answer,
        List<String> because,
        List<RunRecord> runs,
        List<RunRecord> chain,
        List<String> output,
        Optional<Line> line,
        Optional<Instant> previous,
        Optional<Instant> next) {

    Map<String, Object> json(Shapes json, View view) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("job", subject.key().name());
        fields.put("scope", subject.key().scope());
        fields.put("at", at.map(json::time).orElse(null));
        fields.put("answer", answer);
        fields.put("because", because);
        fields.put("runs", Shapes.each(runs, json::run));
        fields.put("output", view.caller().full() ? output : null);
        fields.put("previous", previous.map(moment -> zoned(moment, view)).orElse(null));
        fields.put("next", next.map(moment -> zoned(moment, view)).orElse(null));
        fields.put("chain", Shapes.each(chain, json::run));
        fields.put("schedule", line.map(Line::text).orElse(null));
        fields.put("stands_in", line.map(Line::place).orElse(null));
        return fields;
    }

    String text(View view) {
        return Printable.line(subject.shown() + ": " + answer)
                + "\n"
                + because.stream()
                        .map(reason -> "  " + Printable.line(reason) + "\n")
                        .collect(Collectors.joining())
                + previous.map(at -> "  due before that: " + zoned(at, view) + "\n").orElse("")
                + next.map(at -> "  next due: " + zoned(at, view) + "\n").orElse("")
                + RunsText.quoted(output);
    }

    private String zoned(Instant moment, View view) {
        return Times.rfc(moment, subject.zone(view.times().zone()));
    }
}

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
/// @param output the last lines of the run it is about
/// @param previous the due time before the one asked about
/// @param next the due time after it
record Explanation(
        JobView job,
        Optional<Instant> at,
        String answer,
        List<String> because,
        List<RunRecord> runs,
        List<String> output,
        Optional<Instant> previous,
        Optional<Instant> next) {

    Map<String, Object> json(Shapes json, View view) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("job", job.job().key().name());
        fields.put("scope", job.job().key().scope());
        fields.put("at", at.map(json::time).orElse(null));
        fields.put("answer", answer);
        fields.put("because", because);
        fields.put("runs", Shapes.each(runs, json::run));
        fields.put("output", view.caller().full() ? output : null);
        fields.put("previous", previous.map(this::zoned).orElse(null));
        fields.put("next", next.map(this::zoned).orElse(null));
        return fields;
    }

    String text() {
        return Printable.line(job.shown() + ": " + answer)
                + "\n"
                + because.stream()
                        .map(reason -> "  " + Printable.line(reason) + "\n")
                        .collect(Collectors.joining())
                + previous.map(at -> "  due before that: " + zoned(at) + "\n").orElse("")
                + next.map(at -> "  next due: " + zoned(at) + "\n").orElse("")
                + RunsText.quoted(output);
    }

    private String zoned(Instant moment) {
        return Times.rfc(moment, job.job().zone());
    }
}

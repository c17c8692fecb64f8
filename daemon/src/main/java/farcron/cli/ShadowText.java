package farcron.cli;

import farcron.shadow.Line;
import farcron.shadow.Summary;
import farcron.shadow.Verdict;
import farcron.shadow.Verdict.Kind;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// What the shadow has found, for people.
///
/// @param zone whose wall clock they look at
record ShadowText(ZoneId zone) {

    /// One line: due time, verdict, user, command, and what is known of the reason.
    String line(Verdict verdict) {
        String words =
                verdict.kind().words()
                        + (verdict.kind() == Kind.ANOTHER_TIME
                                ? ": cron ran it at " + time(verdict.ran().orElseThrow())
                                : "");
        String line = String.join("\t", time(verdict.at()), words, who(verdict.line(), "\t"));
        return verdict.why().isEmpty() ? line : line + "\t" + Shown.text(verdict.why());
    }

    List<String> lines(Summary summary, String log) {
        List<String> lines = new ArrayList<>();
        summary.span()
                .ifPresent(span ->
                        lines.add(
                                "from %s to %s, beside %s:"
                                        .formatted(time(span.from()), time(span.to()), log)));
        for (Kind kind : Kind.values()) {
            lines.add("%7d %s".formatted(summary.count(kind), kind.words()));
        }
        for (Summary.Group group : summary.groups()) {
            lines.add("");
            lines.addAll(lines(group));
        }
        return lines;
    }

    private List<String> lines(Summary.Group group) {
        Verdict first = group.first();
        List<String> lines = new ArrayList<>();
        String times = group.count() == 1 ? "once" : group.count() + " times";
        lines.add("%s, %s: %s".formatted(first.kind().words(), times, who(first.line(), ": ")));
        String line = "    " + times(first);
        if (group.count() > 1) {
            line = "    first " + times(first) + ", last " + times(group.last());
        }
        String place = first.line().place();
        lines.add(place.isEmpty() ? line : line + ", " + Shown.text(place));
        if (!first.why().isEmpty()) {
            lines.add("    " + Shown.text(first.why()));
        }
        return lines;
    }

    private String times(Verdict verdict) {
        return verdict.kind() == Kind.ANOTHER_TIME
                ? "due %s and run %s"
                        .formatted(time(verdict.at()), time(verdict.ran().orElseThrow()))
                : time(verdict.at());
    }

    private static String who(Line line, String between) {
        return Shown.text(line.user()) + between + Shown.text(line.logged().strip());
    }

    private String time(Instant at) {
        return Moments.text(at, zone);
    }
}

package farcron.shadow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What has come out of a comparison.
///
/// @param span when it began and ended; absent if there was none
/// @param agreed how many starts both crons have in common
/// @param others the verdicts on all other ones, in the order in which they became certain
/// @param heard whether cron's log had anything at all to say
public record Summary(Optional<Span> span, long agreed, List<Verdict> others, boolean heard) {

    public record Span(Instant from, Instant to) {}

    public Summary {
        others = List.copyOf(others);
    }

    /// Verdicts that are the same but for their times.
    ///
    /// @param first the earliest of them
    public record Group(Verdict first, Verdict last, int count) {

        private Group and(Verdict next) {
            return new Group(first, next, count + 1);
        }
    }

    private record Alike(Verdict.Kind kind, Line line, String why) {}

    public List<Group> groups() {
        Map<Alike, Group> groups = new LinkedHashMap<>();
        for (Verdict verdict : others) {
            Alike alike = new Alike(verdict.kind(), verdict.line(), verdict.why());
            Group before = groups.get(alike);
            groups.put(
                    alike, before == null ? new Group(verdict, verdict, 1) : before.and(verdict));
        }
        return new ArrayList<>(groups.values());
    }

    public long count(Verdict.Kind kind) {
        return kind == Verdict.Kind.AGREES
                ? agreed
                : others.stream().filter(verdict -> verdict.kind() == kind).count();
    }

    /// Nothing that both should have told is missing on one side only.
    public boolean agree() {
        return others.stream().noneMatch(Verdict::isDifference);
    }
}

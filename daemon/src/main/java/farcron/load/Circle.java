package farcron.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Lines of which each waits for each other one, so that none of them could ever be the first.
record Circle(Set<Line> lines) {

    /// A longer way is told in part.
    private static final int MOST_TOLD = 12;

    /// None of them runs.
    void refuse() {
        lines.forEach(lines.size() <= MOST_TOLD ? this::refuseWithPath : this::refuseWithEnds);
    }

    private void refuseWithPath(Line line) {
        List<Line> path = shortest(line);
        refuse(line, path.get(path.size() - 2), told(line, path.stream()));
    }

    private void refuseWithEnds(Line line) {
        Line next = firstOfCircle(line.dependents());
        Line last = firstOfCircle(line.upstreams());
        String told =
                "%s -> ... -> %s, a circle of %d lines"
                        .formatted(
                                told(line, Stream.of(line, next)),
                                told(line, Stream.of(last, line)),
                                lines.size());
        refuse(line, last, told);
    }

    private static void refuse(Line line, Line upstream, String path) {
        line.refuse(
                line.position(upstream),
                "line waits for itself: " + path,
                "take one of these jobs out of the after: of the next one; until then none of them"
                        + " runs");
    }

    private static String told(Line to, Stream<Line> path) {
        return path.map(line -> to.called(line.job().key())).collect(Collectors.joining(" -> "));
    }

    private Line firstOfCircle(List<Line> some) {
        return some.stream().filter(lines::contains).findFirst().orElseThrow();
    }

    /// Along the chains from a line to itself.
    private List<Line> shortest(Line line) {
        Map<Line, Line> before = new HashMap<>();
        Deque<Line> ahead = new ArrayDeque<>(List.of(line));
        while (!before.containsKey(line)) {
            Line at = ahead.remove();
            for (Line next : at.dependents()) {
                if (lines.contains(next) && before.putIfAbsent(next, at) == null) {
                    ahead.add(next);
                }
            }
        }
        List<Line> path = new ArrayList<>(List.of(line));
        for (Line at = before.get(line); at != line; at = before.get(at)) {
            path.add(at);
        }
        path.add(line);
        Collections.reverse(path);
        return path;
    }
}

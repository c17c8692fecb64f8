package farcron.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds lines that wait for each other in a circle.
///
/// Two lines belong together if each waits for the other, over whatever lines between them. Such
/// groups come out of two walks (Kosaraju, Sharir): one along the chains, which notes each line
/// when all behind it is done, and one against them, from the line that was noted last. The walks
/// keep their own stacks: a chain may be longer than the thread's.
final class Circles {

    private final Set<Line> reached = new HashSet<>();
    private final List<Line> done = new ArrayList<>();

    private Circles() {}

    static List<Circle> among(Collection<Line> lines) {
        Circles circles = new Circles();
        lines.forEach(circles::walkAlong);
        return circles.groups().stream().map(Circle::new).toList();
    }

    private record Visit(Line line, Iterator<Line> ahead) {}

    private void walkAlong(Line start) {
        Deque<Visit> path = new ArrayDeque<>();
        enter(start, path);
        while (!path.isEmpty()) {
            Visit at = path.peek();
            if (at.ahead().hasNext()) {
                enter(at.ahead().next(), path);
            } else {
                done.add(path.pop().line());
            }
        }
    }

    private void enter(Line line, Deque<Visit> path) {
        if (reached.add(line)) {
            path.push(new Visit(line, line.dependents().iterator()));
        }
    }

    private List<Set<Line>> groups() {
        List<Set<Line>> groups = new ArrayList<>();
        for (Line line : done.reversed()) {
            Set<Line> group = walkBack(line);
            if (group.size() > 1 || group.contains(line) && line.waitsFor(line)) {
                groups.add(group);
            }
        }
        return groups;
    }

    /// What it comes to is not come to again.
    private Set<Line> walkBack(Line start) {
        Set<Line> group = new LinkedHashSet<>();
        Deque<Line> ahead = new ArrayDeque<>(List.of(start));
        while (!ahead.isEmpty()) {
            Line line = ahead.pop();
            if (reached.remove(line)) {
                group.add(line);
                line.upstreams().forEach(ahead::push);
            }
        }
        return group;
    }
}

package farcron.report;

import farcron.job.After;
import farcron.job.JobKey;
import farcron.record.RunHistory;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whose waves may come to a job: the jobs with a time of their own that it hangs on, through lines
/// that have none, as the lines were at a moment.
final class Roots {

    /// Of a graph that is larger, the nearest part is looked at.
    private static final int MOST = 200;

    private final LinesThen lines;

    Roots(View view, RunHistory history) {
        this.lines = new LinesThen(view.snapshot().table(), history);
    }

    /// @param job a line that may have no time of its own
    List<Line> of(Line job, Instant moment) {
        return above(job, moment).stream().filter(line -> !line.isFollower()).toList();
    }

    /// The roots and all that stands between: somebody may have a wave begin in the middle.
    List<Line> above(Line job, Instant moment) {
        Map<JobKey, Line> seen = new LinkedHashMap<>();
        Deque<Line> ahead = new ArrayDeque<>(List.of(job));
        while (!ahead.isEmpty() && seen.size() < MOST) {
            Line line = ahead.poll();
            if (seen.putIfAbsent(line.key(), line) == null && line.isFollower()) {
                upstream(line).stream()
                        .map(key -> lines.at(key, moment).line())
                        .flatMap(Optional::stream)
                        .forEach(ahead::add);
            }
        }
        return List.copyOf(seen.values());
    }

    static List<JobKey> upstream(Line line) {
        return line.after().stream()
                .flatMap(after -> after.conditions().stream())
                .map(After.Condition::upstream)
                .toList();
    }
}

package farcron.schedule;

import farcron.job.Firing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The order in which firings of one moment are started: users take turns, so that somebody with
/// ten thousand lines does not make all others wait for them.
final class Turns {

    private record Taken(Firing firing, int turn) {}

    private record Who(Instant due, String user) {}

    private Turns() {}

    /// @param due in the order of their due times and, within one, of the table
    /// @return in the order of their due times; within one, each user's first in the order of the
    ///   table, then each user's second, and so on
    static List<Firing> taken(List<Firing> due) {
        Map<Who, Integer> turns = new HashMap<>();
        List<Taken> all = new ArrayList<>(due.size());
        for (Firing firing : due) {
            int turn = turns.merge(new Who(firing.due(), firing.job().user()), 1, Integer::sum);
            all.add(new Taken(firing, turn));
        }
        all.sort(
                Comparator.comparing((Taken taken) -> taken.firing().due())
                        .thenComparingInt(Taken::turn));
        return all.stream().map(Taken::firing).toList();
    }
}

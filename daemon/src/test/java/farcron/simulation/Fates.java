package farcron.simulation;

import farcron.job.JobKey;
import farcron.job.RunRecord;
import farcron.job.Trigger;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Every due firing has exactly one fate, and there is no fate of what was not due.
final class Fates {

    private final World world;
    private final List<RunRecord> rows;

    Fates(World world, List<RunRecord> rows) {
        this.world = world;
        this.rows = rows;
    }

    void check() {
        Set<JobKey> jobs = new HashSet<>(world.dues.jobs());
        rows.forEach(row -> jobs.add(row.job()));
        for (JobKey job : jobs) {
            List<RunRecord> own =
                    rows.stream().filter(row -> row.job().equals(job) && isFate(row)).toList();
            noneIsDoubled(own, world.dues.of(job));
            noneIsLost(job, own, world.dues.of(job));
        }
    }

    private static boolean isFate(RunRecord row) {
        return row.trigger() == Trigger.SCHEDULE || row.trigger() == Trigger.CATCHUP;
    }

    private static void noneIsDoubled(List<RunRecord> rows, NavigableMap<Instant, Dues.Count> due) {
        Map<Instant, Integer> fates = new TreeMap<>();
        for (RunRecord row : rows) {
            int times = fates.merge(row.due(), 1, Integer::sum);
            Dues.Count most = due.getOrDefault(row.due(), new Dues.Count(0, 0));
            if (times > most.certain() + most.possible()) {
                throw new Violation(
                        "%s was due %s at %s, and has %d fates; the last is %s",
                        row.job(), most, row.due(), times, row);
            }
        }
    }

    private static void noneIsLost(
            JobKey job, List<RunRecord> rows, NavigableMap<Instant, Dues.Count> due) {
        long certain = due.values().stream().mapToLong(Dues.Count::certain).sum();
        long possible = due.values().stream().mapToLong(Dues.Count::possible).sum();
        long fates = rows.stream().mapToLong(RunRecord::firings).sum();
        boolean inexact = rows.stream().anyMatch(row -> row.reason().contains("at least so many"));
        if (fates > certain + possible || (fates < certain && !inexact)) {
            throw new Violation(
                    "%s was due %d times (and perhaps %d more), and has %d fates; none has %s",
                    job, certain, possible, fates, without(rows, due));
        }
    }

    /// A record that stands for several firings stands for the last ones that have none.
    private static List<Instant> without(
            List<RunRecord> rows, NavigableMap<Instant, Dues.Count> due) {
        TreeSet<Instant> left = new TreeSet<>(due.keySet());
        rows.forEach(row -> left.remove(row.due()));
        for (RunRecord row : rows) {
            for (int i = 1; i < row.firings() && left.lower(row.due()) != null; i++) {
                left.remove(left.lower(row.due()));
            }
        }
        return List.copyOf(left);
    }
}

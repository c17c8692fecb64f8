package farcron.dispatch;

import farcron.job.Graph;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobTable;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Upstream;
import farcron.record.Changes;
import farcron.record.Ending;
import farcron.record.RunStore;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How the upstreams of a dependent have ended since it last started, for dependents that are not
/// judged by one wave alone: those that hang on several roots, and those with a time of their own.
/// An end counts once.
///
/// Owned by the scheduler's thread.
final class Endings {

    private final RunStore store;
    private final Ledger ledger;
    private final Histories histories;
    private final Map<JobKey, Map<JobKey, Ending>> all = new HashMap<>();
    private Set<JobKey> keepers = Set.of();

    Endings(RunStore store, Ledger ledger, Histories histories) {
        this.histories = histories;
        this.store = store;
        this.ledger = ledger;
    }

    /// Puts another table in force.
    void load(JobTable table) {
        Set<JobKey> now = new HashSet<>();
        for (Job job : table.jobs()) {
            if (job.runs() && job.rules().after().isPresent() && keeps(table.graph(), job)) {
                now.add(job.key());
            }
        }
        all.keySet().retainAll(now);
        List<JobKey> fresh = now.stream().filter(key -> !all.containsKey(key)).toList();
        Map<JobKey, Map<JobKey, Ending>> found =
                fresh.isEmpty() ? Map.of() : store.recall().endings(fresh, ledger.changes());
        fresh.forEach(key -> all.put(key, unused(key, found.getOrDefault(key, Map.of()))));
        keepers = now;
    }

    /// A dependent may have started meanwhile as a line that kept no ends.
    private Map<JobKey, Ending> unused(JobKey dependent, Map<JobKey, Ending> found) {
        Map<JobKey, Ending> ends = new LinkedHashMap<>(found);
        histories
                .lastStart(dependent)
                .ifPresent(due -> ends.values().removeIf(end -> !end.at().isAfter(due)));
        return ends;
    }

    private static boolean keeps(Graph graph, Job job) {
        return !job.isFollower() || graph.hasSeveralRoots(job.key());
    }

    /// Takes note of an end, for whoever waits with it. A run that came to nothing leaves what the
    /// one before it has come to.
    void note(JobKey dependent, RunRecord end, Instant now) {
        boolean nothing = end.started().isEmpty() && end.state() != RunState.FAILED;
        boolean known = all.getOrDefault(dependent, Map.of()).containsKey(end.job());
        if (keepers.contains(dependent) && !(nothing && known)) {
            Ending ending = new Ending(Upstream.of(end), end.ended().orElse(now));
            all.get(dependent).put(end.job(), ending);
            changed(dependent);
        }
    }

    Map<JobKey, Upstream> of(JobKey dependent) {
        return since(dependent, Instant.MIN);
    }

    /// Those that are not older than this.
    Map<JobKey, Upstream> since(JobKey dependent, Instant oldest) {
        Map<JobKey, Upstream> ends = new HashMap<>();
        all.getOrDefault(dependent, Map.of())
                .forEach((job, ending) -> {
                    if (!ending.at().isBefore(oldest)) {
                        ends.put(job, ending.end());
                    }
                });
        return ends;
    }

    /// The dependent starts: what has let it go does not let it go again.
    void use(JobKey dependent) {
        if (!all.getOrDefault(dependent, Map.of()).isEmpty()) {
            all.get(dependent).clear();
            changed(dependent);
        }
    }

    private void changed(JobKey dependent) {
        ledger.changes().endings(dependent, all.get(dependent));
    }

    void tell(Changes changes) {
        all.forEach(changes::endings);
    }
}

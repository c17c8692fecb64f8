package farcron.dispatch;

import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobTable;
import farcron.record.Changes;
import farcron.record.KnownJob;
import farcron.record.RunStore;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Since when each line has been there with the schedule it has. Memory holds only what is in
/// force; the record knows the lines that come and go.
///
/// Owned by the scheduler's thread.
final class KnownLines {

    private final RunStore store;
    private final Ledger ledger;
    private final Map<JobKey, KnownJob> known = new HashMap<>();

    KnownLines(RunStore store, Ledger ledger) {
        this.store = store;
        this.ledger = ledger;
    }

    void load(JobTable loaded, Instant now) {
        known.keySet().removeIf(key -> loaded.job(key).isEmpty());
        recall(loaded.jobs().stream().map(Job::key).toList());
        for (Job job : loaded.jobs()) {
            if (!known.containsKey(job.key()) || !known.get(job.key()).isDueAs(job)) {
                KnownJob seen = KnownJob.of(job, now);
                known.put(job.key(), seen);
                ledger.changes().job(seen);
            }
        }
    }

    void recall(List<JobKey> jobs) {
        known.putAll(
                store.recall().jobs(jobs.stream().filter(key -> !known.containsKey(key)).toList()));
    }

    Optional<Instant> dueTheSameSince(Job job) {
        return Optional.ofNullable(known.get(job.key()))
                .filter(seen -> seen.isDueAs(job))
                .map(KnownJob::since);
    }

    void tell(Changes all) {
        known.values().forEach(all::job);
    }
}

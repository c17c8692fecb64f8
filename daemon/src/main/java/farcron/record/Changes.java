package farcron.record;

import farcron.job.JobKey;
import farcron.job.JobStatus;
import farcron.job.RunRecord;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What one decision of the scheduler changes in the record; it is written as a whole or not at
/// all. Each part says how things are now, so that writing it twice does no harm.
///
/// Owned by the scheduler's thread.
public final class Changes {

    final Map<Long, RunRecord> runs = new LinkedHashMap<>();
    final Map<JobKey, KnownJob> jobs = new LinkedHashMap<>();
    final Map<JobKey, Optional<JobStatus.Pause>> pauses = new LinkedHashMap<>();
    final Map<String, String> facts = new LinkedHashMap<>();
    Optional<Cursor> cursor = Optional.empty();

    public void run(RunRecord run) {
        runs.put(run.id(), run);
    }

    public void job(KnownJob job) {
        jobs.put(job.key(), job);
    }

    public void pause(JobKey job, Optional<JobStatus.Pause> pause) {
        pauses.put(job, pause);
    }

    public void fact(String name, String value) {
        facts.put(name, value);
    }

    public void cursor(Cursor reached) {
        cursor = Optional.of(reached);
    }

    public boolean isEmpty() {
        return runs.isEmpty()
                && jobs.isEmpty()
                && pauses.isEmpty()
                && facts.isEmpty()
                && cursor.isEmpty();
    }

    /// Gives up the oldest runs beyond so many.
    ///
    /// @return how many
    int shorten(int most) {
        int before = runs.size();
        var oldest = runs.keySet().iterator();
        while (runs.size() > most) {
            oldest.next();
            oldest.remove();
        }
        return before - runs.size();
    }

    /// Adds what was decided later.
    void then(Changes later) {
        runs.putAll(later.runs);
        jobs.putAll(later.jobs);
        pauses.putAll(later.pauses);
        facts.putAll(later.facts);
        cursor = later.cursor.or(() -> cursor);
    }
}

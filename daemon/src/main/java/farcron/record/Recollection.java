package farcron.record;

import farcron.job.JobKey;
import farcron.job.JobStatus;
import farcron.job.RunRecord;
import farcron.job.Wave;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the scheduler asks of the record while it works: always about few jobs, or one wave, by a
/// look into an index for each. What could not be written yet counts as if it were.
///
/// Owned by the scheduler's thread.
public final class Recollection {

    private final RunStore store;

    Recollection(RunStore store) {
        this.store = store;
    }

    /// The newest runs of some jobs, oldest first; nothing where nothing can be read.
    public Map<JobKey, List<RunRecord>> newest(Collection<JobKey> jobs) {
        return store.ask(db -> RecoveryRows.newest(db, jobs), Map.of());
    }

    /// What is known of some jobs; nothing of one that is new, or where nothing can be read.
    public Map<JobKey, KnownJob> jobs(Collection<JobKey> keys) {
        Map<JobKey, KnownJob> found =
                new HashMap<>(store.ask(db -> JobRows.jobs(db, keys), Map.of()));
        overlay(keys, store.unwritten().jobs, found);
        return found;
    }

    /// The lines that were in force when the record was written last; none where nothing can be
    /// read.
    public Map<JobKey, LineChange> lines() {
        return store.ask(LineRows::inForce, Map.of());
    }

    /// The pauses of those of some jobs that are paused.
    ///
    /// @param undone what is decided and was not given to [#commit] yet
    public Map<JobKey, JobStatus.Pause> pauses(Collection<JobKey> keys, Changes undone) {
        Map<JobKey, Optional<JobStatus.Pause>> found = new HashMap<>();
        store.ask(db -> JobRows.pauses(db, keys), Map.<JobKey, JobStatus.Pause>of())
                .forEach((key, pause) -> found.put(key, Optional.of(pause)));
        overlay(keys, store.unwritten().pauses, found);
        overlay(keys, undone.pauses, found);
        Map<JobKey, JobStatus.Pause> paused = new HashMap<>();
        found.forEach((key, pause) -> pause.ifPresent(it -> paused.put(key, it)));
        return paused;
    }

    /// The ends that dependents have.
    ///
    /// @param undone what is decided and was not given to [#commit] yet
    public Map<JobKey, Map<JobKey, Ending>> endings(Collection<JobKey> keys, Changes undone) {
        Map<JobKey, Map<JobKey, Ending>> found =
                new HashMap<>(store.ask(db -> ChainRows.endings(db, keys), Map.of()));
        overlay(keys, store.unwritten().endings, found);
        overlay(keys, undone.endings, found);
        return found;
    }

    /// What was decided later counts.
    private static <T> void overlay(
            Collection<JobKey> keys, Map<JobKey, T> later, Map<JobKey, T> found) {
        keys.stream().filter(later::containsKey).forEach(key -> found.put(key, later.get(key)));
    }

    /// The runs of a wave, oldest first, as far as they are written; none if nothing can be read.
    public List<RunRecord> wave(Wave wave) {
        return store.ask(db -> ChainRows.wave(db, wave), List.of());
    }

    /// When a job was due by its own schedule before one of its runs; absent also where nothing can
    /// be read.
    public Optional<Instant> dueBefore(JobKey job, long run) {
        return store.ask(db -> ChainRows.dueBefore(db, job, run), Optional.empty());
    }

    /// The runs of a job that were due in a span, and those in waves that began in it.
    ///
    /// @param roots where its waves may begin
    public List<RunRecord> around(
            JobKey job, Collection<JobKey> roots, Instant from, Instant until) {
        return store.ask(db -> ChainRows.around(db, job, roots, from, until), List.of());
    }
}

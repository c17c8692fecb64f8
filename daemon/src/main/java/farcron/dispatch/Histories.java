package farcron.dispatch;

import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobStatus;
import farcron.job.JobTable;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;
import farcron.job.Wave;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// The newest runs of each job that is loaded, and which of them are paused. Owned by the
/// scheduler's thread.
final class Histories {

    private static final int MOST_REMEMBERED = 10_000;

    private final Function<RunRecord, Optional<Instant>> dueBeforeOnRecord;
    private final Map<Long, Optional<Instant>> dueBefore = new HashMap<>();
    private final Map<JobKey, TreeMap<Long, RunRecord>> newest = new HashMap<>();
    private final Map<JobKey, JobStatus.Pause> pauses = new HashMap<>();
    private final Map<JobKey, JobStatus> statuses = new LinkedHashMap<>();
    private final Set<JobKey> changed = new HashSet<>();
    private Map<JobKey, JobStatus> shown = Map.of();
    private boolean anew;

    /// @param dueBeforeOnRecord when, as the record has it, a run's job was due before it
    Histories(Function<RunRecord, Optional<Instant>> dueBeforeOnRecord) {
        this.dueBeforeOnRecord = dueBeforeOnRecord;
    }

    /// Puts a table in force; forgets jobs that are not in it.
    ///
    /// @param recall finds the newest runs of jobs that are new here
    /// @param paused finds their pauses: one holds also for a job that was away meanwhile
    void load(
            JobTable table,
            Function<List<JobKey>, Map<JobKey, List<RunRecord>>> recall,
            Function<List<JobKey>, Map<JobKey, JobStatus.Pause>> paused) {
        pauses.keySet().removeIf(key -> table.job(key).isEmpty());
        newest.keySet().removeIf(key -> table.job(key).isEmpty());
        List<JobKey> fresh =
                table.jobs().stream()
                        .map(Job::key)
                        .filter(key -> !newest.containsKey(key))
                        .toList();
        Map<JobKey, List<RunRecord>> runs = fresh.isEmpty() ? Map.of() : recall.apply(fresh);
        for (JobKey key : fresh) {
            TreeMap<Long, RunRecord> known = new TreeMap<>();
            runs.getOrDefault(key, List.of()).forEach(run -> known.put(run.id(), run));
            newest.put(key, known);
        }
        if (!fresh.isEmpty()) {
            pauses.putAll(paused.apply(fresh));
        }
        statuses.clear();
        changed.clear();
        anew = true;
        for (Job job : table.jobs()) {
            statuses.put(job.key(), status(job, Instant.MAX));
        }
    }

    /// Takes note of a run as it is now. One that is older than those kept is not among them.
    void note(RunRecord run) {
        TreeMap<Long, RunRecord> runs = newest.get(run.job());
        if (runs == null) {
            return;
        }
        runs.put(run.id(), run);
        if (runs.size() > JobStatus.HISTORY) {
            runs.pollFirstEntry();
        }
        changed.add(run.job());
    }

    Optional<RunRecord> last(JobKey job) {
        TreeMap<Long, RunRecord> runs = newest.get(job);
        return runs == null || runs.isEmpty()
                ? Optional.empty()
                : Optional.of(runs.lastEntry().getValue());
    }

    /// A run of a job, if it is among the newest.
    Optional<RunRecord> run(JobKey job, long id) {
        return Optional.ofNullable(newest.get(job)).map(runs -> runs.get(id));
    }

    /// The newest run of a job that has come to its end.
    Optional<RunRecord> lastEnd(JobKey job) {
        TreeMap<Long, RunRecord> runs = newest.getOrDefault(job, new TreeMap<>());
        return runs.descendingMap().values().stream()
                .filter(run -> !run.state().open())
                .findFirst();
    }

    /// When the newest run of a job was due that was let go by ends, or by its time.
    Optional<Instant> lastStart(JobKey job) {
        TreeMap<Long, RunRecord> runs = newest.getOrDefault(job, new TreeMap<>());
        return runs.descendingMap().values().stream()
                .filter(run -> run.trigger() != Trigger.MANUAL)
                .filter(run ->
                        run.started().isPresent()
                                || run.state().open() && !run.upstream().isEmpty())
                .map(RunRecord::due)
                .findFirst();
    }

    /// When the job of a run that waits was due before it by its own schedule. It may wait until
    /// the one before is no longer among the newest: what was found once is kept.
    Optional<Instant> dueBefore(RunRecord run) {
        if (dueBefore.size() > MOST_REMEMBERED) {
            dueBefore.clear();
        }
        return dueBefore.computeIfAbsent(
                run.id(), _ -> rememberedBefore(run).or(() -> dueBeforeOnRecord.apply(run)));
    }

    private Optional<Instant> rememberedBefore(RunRecord run) {
        TreeMap<Long, RunRecord> runs = newest.getOrDefault(run.job(), new TreeMap<>());
        return runs.headMap(run.id(), false).descendingMap().values().stream()
                .filter(earlier -> earlier.trigger() != Trigger.MANUAL)
                .map(RunRecord::due)
                .findFirst();
    }

    /// Whether a job has begun that wave before, as far as that is remembered.
    boolean hasBegun(Wave wave) {
        TreeMap<Long, RunRecord> runs = newest.get(wave.root());
        return runs != null && runs.values().stream().anyMatch(run -> run.wave().equals(wave));
    }

    /// The pause that holds at a moment; one whose time is over does not.
    Optional<JobStatus.Pause> pause(JobKey job, Instant now) {
        return Optional.ofNullable(pauses.get(job))
                .filter(pause -> pause.until().map(now::isBefore).orElse(true));
    }

    Map<JobKey, JobStatus.Pause> pauses() {
        return pauses;
    }

    void pause(JobKey job, JobStatus.Pause pause) {
        pauses.put(job, pause);
        changed.add(job);
    }

    boolean resume(JobKey job) {
        changed.add(job);
        return pauses.remove(job) != null;
    }

    /// All jobs of the table, in its order. Only what changed since the last call is made anew.
    Map<JobKey, JobStatus> statuses(Instant now) {
        for (JobKey key : pauses.keySet()) {
            JobStatus known = statuses.get(key);
            if (known != null && !known.pause().equals(pause(key, now))) {
                changed.add(key);
            }
        }
        if (changed.isEmpty() && !anew) {
            return shown;
        }
        anew = false;
        for (JobKey key : changed) {
            if (statuses.containsKey(key)) {
                statuses.put(key, status(statuses.get(key).job(), now));
            }
        }
        changed.clear();
        shown = Collections.unmodifiableMap(new LinkedHashMap<>(statuses));
        return shown;
    }

    private JobStatus status(Job job, Instant now) {
        List<RunState> states =
                newest.get(job.key()).values().stream().map(RunRecord::state).toList();
        return new JobStatus(job, last(job.key()), states, pause(job.key(), now));
    }
}

package farcron.dispatch;

import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobStatus;
import farcron.job.JobTable;
import farcron.job.RunRecord;
import farcron.job.RunState;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The newest runs of each job that is loaded, and which jobs are paused. Owned by the scheduler's
/// thread.
final class Histories {

    private final Map<JobKey, ArrayDeque<RunRecord>> newest = new HashMap<>();
    private final Map<JobKey, JobStatus.Pause> pauses;

    Histories(Map<JobKey, JobStatus.Pause> pauses) {
        this.pauses = new HashMap<>(pauses);
    }

    /// Forgets jobs that are not loaded any more.
    ///
    /// @return those that are new here
    List<JobKey> keep(JobTable table) {
        newest.keySet().removeIf(key -> table.job(key).isEmpty());
        return table.jobs().stream().map(Job::key).filter(key -> !newest.containsKey(key)).toList();
    }

    void recall(Collection<JobKey> jobs, Map<JobKey, List<RunRecord>> runs) {
        jobs.forEach(key -> newest.put(key, new ArrayDeque<>(runs.getOrDefault(key, List.of()))));
    }

    /// Takes note of a run as it is now.
    void note(RunRecord run) {
        ArrayDeque<RunRecord> runs = newest.get(run.job());
        if (runs == null) {
            return;
        }
        if (runs.removeIf(known -> known.id() == run.id())) {
            runs.addLast(run);
            List<RunRecord> inOrder =
                    runs.stream()
                            .sorted(java.util.Comparator.comparingLong(RunRecord::id))
                            .toList();
            runs.clear();
            runs.addAll(inOrder);
            return;
        }
        runs.addLast(run);
        if (runs.size() > JobStatus.HISTORY) {
            runs.removeFirst();
        }
    }

    Optional<RunRecord> last(JobKey job) {
        ArrayDeque<RunRecord> runs = newest.get(job);
        return runs == null ? Optional.empty() : Optional.ofNullable(runs.peekLast());
    }

    /// The pause that holds at a moment; one whose time is over does not.
    Optional<JobStatus.Pause> pause(JobKey job, Instant now) {
        return Optional.ofNullable(pauses.get(job))
                .filter(pause -> pause.until().map(now::isBefore).orElse(true));
    }

    void pause(JobKey job, JobStatus.Pause pause) {
        pauses.put(job, pause);
    }

    boolean resume(JobKey job) {
        return pauses.remove(job) != null;
    }

    Map<JobKey, JobStatus> statuses(JobTable table, Instant now) {
        Map<JobKey, JobStatus> statuses = new LinkedHashMap<>();
        for (Job job : table.jobs()) {
            ArrayDeque<RunRecord> runs = newest.getOrDefault(job.key(), new ArrayDeque<>());
            List<RunState> states = runs.stream().map(RunRecord::state).toList();
            statuses.put(
                    job.key(),
                    new JobStatus(
                            job,
                            Optional.ofNullable(runs.peekLast()),
                            states,
                            pause(job.key(), now)));
        }
        return java.util.Collections.unmodifiableMap(statuses);
    }
}

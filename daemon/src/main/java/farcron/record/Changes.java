package farcron.record;

import farcron.job.JobKey;
import farcron.job.JobStatus;
import farcron.job.RunRecord;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
    final List<LineChange> lines = new ArrayList<>();
    final Map<String, String> facts = new LinkedHashMap<>();
    final Map<JobKey, Map<JobKey, Ending>> endings = new LinkedHashMap<>();
    Optional<Cursor> cursor = Optional.empty();

    public void run(RunRecord run) {
        runs.put(run.id(), run);
    }

    public void job(KnownJob job) {
        jobs.put(job.key(), job);
    }

    public void line(LineChange line) {
        lines.add(line);
    }

    public void pause(JobKey job, Optional<JobStatus.Pause> pause) {
        pauses.put(job, pause);
    }

    /// @param ends all that a dependent has by now, by upstream
    public void endings(JobKey dependent, Map<JobKey, Ending> ends) {
        endings.put(dependent, Map.copyOf(ends));
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
                && lines.isEmpty()
                && pauses.isEmpty()
                && facts.isEmpty()
                && endings.isEmpty()
                && cursor.isEmpty();
    }

    /// About how many rows it writes.
    int rows() {
        return runs.size() + jobs.size() + lines.size() + pauses.size() + endings.size() + 1;
    }

    /// Gives up the oldest runs, and the oldest changes of lines, beyond so many.
    ///
    /// @return how many runs
    int shorten(int most) {
        int before = runs.size();
        var oldest = runs.keySet().iterator();
        while (runs.size() > most) {
            oldest.next();
            oldest.remove();
        }
        lines.subList(0, Math.max(0, lines.size() - most)).clear();
        return before - runs.size();
    }

    /// Adds what was decided later.
    void then(Changes later) {
        runs.putAll(later.runs);
        jobs.putAll(later.jobs);
        lines.addAll(later.lines);
        pauses.putAll(later.pauses);
        facts.putAll(later.facts);
        endings.putAll(later.endings);
        cursor = later.cursor.or(() -> cursor);
    }
}

package farcron.dispatch;

import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobTable;
import farcron.record.Changes;
import farcron.record.LineChange;
import farcron.record.RunStore;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Takes note of crontab lines that come, change and go. Of what stays as it is nothing is written.
///
/// Owned by the scheduler's thread.
final class LineChanges {

    private final RunStore store;
    private Optional<Instant> last = Optional.empty();

    LineChanges(RunStore store) {
        this.store = store;
    }

    /// Another table is in force. The first one is compared with what the record believes.
    void load(JobTable before, JobTable loaded, Changes changes, Instant now) {
        Map<JobKey, LineChange> old =
                new HashMap<>(last.isEmpty() ? store.recall().lines() : replaced(before, loaded));
        for (Job job : loaded.jobs()) {
            if (before.job(job.key()).filter(known -> known == job).isEmpty()) {
                LineChange line = LineChange.of(job, now);
                LineChange known = old.remove(job.key());
                if (known == null || !known.saysAs(line)) {
                    changes.line(line);
                }
            }
        }
        old.values().forEach(line -> changes.line(line.gone(now, why(line, loaded))));
        last = Optional.of(now);
    }

    /// What a file that was begun anew has to know.
    void tell(JobTable table, Changes changes) {
        last.ifPresent(at -> table.jobs().forEach(job -> changes.line(LineChange.of(job, at))));
    }

    /// A file that was not read again has the same jobs, and most often all have.
    private static Map<JobKey, LineChange> replaced(JobTable before, JobTable loaded) {
        Map<JobKey, LineChange> replaced = new HashMap<>();
        for (Job job : before.jobs()) {
            if (loaded.job(job.key()).filter(other -> other == job).isEmpty()) {
                replaced.put(job.key(), LineChange.of(job, Instant.EPOCH));
            }
        }
        return replaced;
    }

    private static Set<Integer> places(String file, JobTable loaded) {
        return loaded.jobs().stream()
                .filter(job -> job.file().equals(file))
                .map(Job::line)
                .collect(Collectors.toSet());
    }

    /// Why a line is in force no more, but for somebody's having taken it out.
    private static Optional<String> why(LineChange line, JobTable loaded) {
        return loaded.files().stream()
                .filter(file -> file.path().equals(line.file()))
                .findFirst()
                .map(file -> file.objection(line.line(), places(line.file(), loaded)::contains))
                .orElseGet(() -> Optional.of(line.file() + " was gone"));
    }
}

package farcron.job;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All jobs of all crontabs, and the files they come from, at one moment.
public final class JobTable {

    public static final JobTable EMPTY = new JobTable(List.of(), List.of());

    private final Map<JobKey, Job> jobs = new LinkedHashMap<>();
    private final List<SourceFile> files;
    private final Graph graph;

    /// @param jobs with distinct keys, in the order of the files and their lines
    public JobTable(List<Job> jobs, List<SourceFile> files) {
        for (Job job : jobs) {
            if (this.jobs.put(job.key(), job) != null) {
                throw new IllegalArgumentException("two jobs are called " + job.key());
            }
        }
        this.files = List.copyOf(files);
        this.graph = new Graph(this.jobs.values());
    }

    public Collection<Job> jobs() {
        return java.util.Collections.unmodifiableCollection(jobs.values());
    }

    public List<SourceFile> files() {
        return files;
    }

    /// Which of the jobs wait for which.
    public Graph graph() {
        return graph;
    }

    public Optional<Job> job(JobKey key) {
        return Optional.ofNullable(jobs.get(key));
    }

    /// The jobs that a person may mean by `NAME` or `SCOPE/NAME`; several if scopes share a name.
    public List<Job> named(String text) {
        return jobs.values().stream()
                .filter(job -> job.key().name().equals(text) || job.key().toString().equals(text))
                .toList();
    }
}

package farcron.load;

import farcron.crontab.Position;
import farcron.crontab.Problem;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobTable;
import farcron.job.SourceFile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All jobs of all files. A name that somebody gave belongs to the first file that uses it; one
/// that was made up for a line gets a number.
final class AllJobs {

    private final Map<JobKey, Job> jobs = new LinkedHashMap<>();
    private final Map<JobKey, Integer> numbers = new HashMap<>();
    private final List<SourceFile> sources = new ArrayList<>();

    private AllJobs() {}

    static JobTable of(Collection<Loaded> files) {
        AllJobs all = new AllJobs();
        files.forEach(all::add);
        return new JobTable(List.copyOf(all.jobs.values()), all.sources);
    }

    private void add(Loaded file) {
        List<Problem> problems = new ArrayList<>(file.file().problems());
        for (Job job : file.jobs()) {
            Job other = jobs.get(job.key());
            if (other == null) {
                jobs.put(job.key(), job);
            } else if (file.derived().contains(job.key())) {
                JobKey free = free(job.key());
                jobs.put(free, job.named(free));
            } else {
                problems.add(taken(job, other));
            }
        }
        SourceFile source = file.file();
        sources.add(SourceFile.of(source.path(), source.owner(), source.loadedAt(), problems));
    }

    private JobKey free(JobKey key) {
        JobKey candidate = key;
        while (jobs.containsKey(candidate)) {
            int number = numbers.merge(key, 2, (last, _) -> last + 1);
            candidate = new JobKey(key.scope(), key.name() + "-" + number);
        }
        return candidate;
    }

    private static Problem taken(Job job, Job other) {
        return Problem.error(
                new Position(job.line(), 1),
                "the name "
                        + job.key().name()
                        + " is taken by "
                        + other.file()
                        + ":"
                        + other.line(),
                "give one of the two lines another name with name:");
    }
}

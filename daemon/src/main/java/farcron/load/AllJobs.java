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
import java.util.Optional;

/// All jobs of all files. A name that somebody gave belongs to the first file that uses it; one
/// that was made up for a line gets a number. Then the lines find those that they wait for.
public final class AllJobs {

    private final Map<JobKey, Line> lines = new LinkedHashMap<>();
    private final Map<CrontabFile, Map<String, Line>> renamed = new HashMap<>();
    private final Map<JobKey, Integer> numbers = new HashMap<>();
    private final List<Complaints> complaints = new ArrayList<>();

    private AllJobs() {}

    /// The table of crontabs beside which there are no others.
    public static JobTable of(Collection<Loaded> files) {
        return of(files, Elsewhere.NOTHING);
    }

    /// @param elsewhere what may stand in crontabs that are not among the files
    public static JobTable of(Collection<Loaded> files, Elsewhere elsewhere) {
        AllJobs all = new AllJobs();
        files.forEach(all::add);
        References.settle(all.lines.values(), new Names(all.lines, all.renamed), elsewhere);
        List<SourceFile> sources = new ArrayList<>();
        for (Loaded file : files) {
            sources.add(source(file.file(), all.complaints.get(sources.size())));
        }
        return new JobTable(all.lines.values().stream().map(Line::job).toList(), sources);
    }

    private static SourceFile source(SourceFile alone, Complaints among) {
        List<Problem> more = among.all();
        if (more.isEmpty()) {
            return alone;
        }
        List<Problem> problems = new ArrayList<>(alone.problems());
        problems.addAll(more);
        problems.sort(Loaded.IN_ORDER);
        return SourceFile.of(alone.path(), alone.owner(), alone.loadedAt(), problems);
    }

    private void add(Loaded file) {
        Complaints about = new Complaints();
        complaints.add(about);
        for (Job job : file.jobs()) {
            JobKey key = job.key();
            Optional<AfterWord> after = Optional.ofNullable(file.after().get(key));
            Line other = lines.get(key);
            if (other == null) {
                lines.put(key, new Line(file.crontab(), job, after, about));
            } else if (file.derived().contains(key)) {
                JobKey free = free(key);
                Line line = new Line(file.crontab(), job.named(free), after, about);
                lines.put(free, line);
                renamed.computeIfAbsent(file.crontab(), _ -> new HashMap<>()).put(key.name(), line);
            } else {
                about.note(taken(job, other.job()));
            }
        }
    }

    private JobKey free(JobKey key) {
        JobKey candidate = key;
        while (lines.containsKey(candidate)) {
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

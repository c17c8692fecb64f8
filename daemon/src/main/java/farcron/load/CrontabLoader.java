package farcron.load;

import farcron.crontab.Position;
import farcron.crontab.Problem;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobTable;
import farcron.job.SourceFile;
import farcron.os.FileIdentity;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Keeps a set of crontab files read. A file that did not change is not read again, so that its
/// jobs stay what they are; one that cannot be read any more keeps the jobs it had; one that is
/// gone has none.
///
/// Belongs to one thread.
public final class CrontabLoader {

    private record Known(Optional<FileIdentity> identity, Loaded loaded) {}

    private final List<CrontabFile> files;
    private final Reading reading;
    private final InstantSource time;
    private final Map<CrontabFile, Known> known = new LinkedHashMap<>();

    public CrontabLoader(List<CrontabFile> files, Reading reading, InstantSource time) {
        this.files = List.copyOf(files);
        this.reading = reading;
        this.time = time;
    }

    /// Looks at each file.
    ///
    /// @return the table that should now be in force, if anything has changed
    public Optional<JobTable> refresh() {
        boolean changed = false;
        for (CrontabFile file : files) {
            Known before = known.get(file);
            Known after = look(file, before);
            known.put(file, after);
            changed |= !after.equals(before);
        }
        return changed ? Optional.of(table()) : Optional.empty();
    }

    /// Whether at least one of the files could be read when it was last looked at.
    public boolean hasReadAny() {
        return known.values().stream().anyMatch(file -> file.identity().isPresent());
    }

    private Known look(CrontabFile file, Known before) {
        try {
            FileIdentity identity = FileIdentity.of(file.path());
            if (before != null && before.identity().equals(Optional.of(identity))) {
                return before;
            }
            return new Known(Optional.of(identity), Loaded.read(file, reading, time.instant()));
        } catch (IOException failure) {
            return unreadable(file, before, failure);
        }
    }

    private Known unreadable(CrontabFile file, Known before, IOException failure) {
        boolean gone = failure instanceof NoSuchFileException;
        List<Job> jobs = before == null || gone ? List.of() : before.loaded().jobs();
        Problem why = Loaded.unreadable(file.path(), failure);
        Problem problem =
                jobs.isEmpty()
                        ? why
                        : Problem.error(
                                why.position(),
                                why.what() + ", so its lines run as they were read last",
                                why.remedy());
        if (before != null && before.loaded().file().problems().equals(List.of(problem))) {
            return before;
        }
        SourceFile source =
                Loaded.sourceFile(file.path().toString(), time.instant(), List.of(problem));
        return new Known(
                Optional.empty(),
                new Loaded(source, jobs, before == null ? Set.of() : before.loaded().derived()));
    }

    /// All jobs of all files. A name that somebody gave belongs to the first file that uses it; one
    /// that was made up for a line gets a number.
    private JobTable table() {
        Map<JobKey, Job> jobs = new LinkedHashMap<>();
        List<SourceFile> sources = new ArrayList<>();
        for (Known entry : known.values()) {
            Loaded loaded = entry.loaded();
            List<Problem> problems = new ArrayList<>(loaded.file().problems());
            for (Job job : loaded.jobs()) {
                Job other = jobs.get(job.key());
                if (other == null) {
                    jobs.put(job.key(), job);
                } else if (loaded.derived().contains(job.key())) {
                    JobKey free = free(job.key(), jobs);
                    jobs.put(free, job.named(free));
                } else {
                    problems.add(taken(job, other));
                }
            }
            SourceFile source = loaded.file();
            sources.add(Loaded.sourceFile(source.path(), source.loadedAt(), problems));
        }
        return new JobTable(List.copyOf(jobs.values()), sources);
    }

    private static JobKey free(JobKey key, Map<JobKey, Job> jobs) {
        int number = 2;
        while (jobs.containsKey(new JobKey(key.scope(), key.name() + "-" + number))) {
            number++;
        }
        return new JobKey(key.scope(), key.name() + "-" + number);
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

package farcron.load;

import farcron.crontab.Crontab;
import farcron.crontab.CrontabJob;
import farcron.crontab.JobName;
import farcron.crontab.Position;
import farcron.crontab.Problem;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.SourceFile;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A crontab file as it was read: its jobs, and what is wrong with it.
///
/// @param derived those of the jobs whose name nobody gave
public record Loaded(SourceFile file, List<Job> jobs, Set<JobKey> derived) {

    /// No crontab is larger; reading stops there, and the parser says so.
    private static final int LARGEST = 16 << 20;

    public Loaded {
        jobs = List.copyOf(jobs);
        derived = Set.copyOf(derived);
    }

    /// @throws IOException if the file cannot be read
    public static Loaded read(CrontabFile file, Reading reading, Instant now) throws IOException {
        return of(file, content(file.path()), reading, now);
    }

    static byte[] content(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            return in.readNBytes(LARGEST);
        }
    }

    /// Reads a text as if it stood in that file.
    public static Loaded of(CrontabFile file, byte[] content, Reading reading, Instant now) {
        String path = file.path().toString();
        Crontab crontab = Crontab.parse(path, content, reading.grammar(file.format()));
        List<Problem> problems = new ArrayList<>(crontab.problems());
        JobPlanner planner = new JobPlanner(reading, file, problems);
        List<Job> jobs = new ArrayList<>();
        Set<JobKey> derived = new HashSet<>();
        for (CrontabJob line : crontab.jobs()) {
            Job job = planner.plan(line);
            jobs.add(job);
            if (line.name().origin() == JobName.Origin.DERIVED) {
                derived.add(job.key());
            }
        }
        problems.sort(
                Comparator.comparingInt((Problem problem) -> problem.position().line())
                        .thenComparingInt(problem -> problem.position().column()));
        return new Loaded(sourceFile(path, now, problems), jobs, derived);
    }

    static SourceFile sourceFile(String path, Instant now, List<Problem> problems) {
        boolean ok = problems.stream().noneMatch(Problem::isError);
        return new SourceFile(path, ok, now, problems);
    }

    /// Why a file cannot be read, and what to do.
    public static Problem unreadable(Path path, IOException failure) {
        var start = new Position(1, 1);
        return switch (failure) {
            case NoSuchFileException _ ->
                    Problem.error(
                            start, "there is no such file", "check the name, or make the file");
            case AccessDeniedException _ ->
                    Problem.error(
                            start,
                            "the file may not be read by this user",
                            "make it readable, for example with chmod u+r");
            default ->
                    Files.isDirectory(path)
                            ? Problem.error(
                                    start,
                                    "this is a directory, not a file",
                                    "name the files in it")
                            : Problem.error(
                                    start,
                                    "the file cannot be read: " + failure.getMessage(),
                                    "check the disk");
        };
    }
}

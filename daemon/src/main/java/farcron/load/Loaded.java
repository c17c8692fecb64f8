package farcron.load;

import farcron.crontab.Crontab;
import farcron.crontab.CrontabJob;
import farcron.crontab.JobName;
import farcron.crontab.Position;
import farcron.crontab.Problem;
import farcron.job.CronLine;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// A crontab file as it was read: its jobs, and what is wrong with it.
///
/// @param crontab which one it is
/// @param jobs each by itself: which others they wait for, [AllJobs] finds out
/// @param after what is written about that
/// @param derived those of the jobs whose name nobody gave
/// @param strangers whether there was no such account, for each that a line runs as
/// @param lines what cron writes to the log about its lines
public record Loaded(
        CrontabFile crontab,
        SourceFile file,
        List<Job> jobs,
        Map<JobKey, AfterWord> after,
        Set<JobKey> derived,
        Map<String, Boolean> strangers,
        List<CronLine> lines) {

    /// No crontab is larger; reading stops there, and the parser says so.
    static final int LARGEST = 16 << 20;

    /// That of the file.
    static final Comparator<Problem> IN_ORDER =
            (one, other) -> one.position().compareTo(other.position());

    public Loaded {
        jobs = List.copyOf(jobs);
        after = Map.copyOf(after);
        derived = Set.copyOf(derived);
        strangers = Map.copyOf(strangers);
        lines = List.copyOf(lines);
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

    /// A file of which no line is in force, or none that was read just now.
    static Loaded without(CrontabFile file, Instant now, Problem problem) {
        return new Loaded(
                file,
                source(file, now, List.of(problem)),
                List.of(),
                Map.of(),
                Set.of(),
                Map.of(),
                List.of());
    }

    /// Reads a text as if it stood in that file, on a machine that has every account.
    public static Loaded of(CrontabFile file, byte[] content, Reading reading, Instant now) {
        return of(file, content, reading, _ -> false, now);
    }

    /// @param isStranger whether there is no such account
    static Loaded of(
            CrontabFile file,
            byte[] content,
            Reading reading,
            Predicate<String> isStranger,
            Instant now) {
        Crontab crontab =
                Crontab.parse(file.path().toString(), content, reading.grammar(file.format()));
        JobPlanner planner = new JobPlanner(reading, file, isStranger);
        List<Job> jobs = new ArrayList<>();
        Map<JobKey, AfterWord> after = new HashMap<>();
        Set<JobKey> derived = new HashSet<>();
        for (CrontabJob line : crontab.jobs()) {
            Planned planned = planner.plan(line);
            JobKey key = planned.job().key();
            jobs.add(planned.job());
            planned.after().ifPresent(word -> after.put(key, word));
            if (line.name().origin() == JobName.Origin.DERIVED) {
                derived.add(key);
            }
        }
        List<Problem> problems = new ArrayList<>(crontab.problems());
        problems.addAll(planner.problems());
        problems.sort(IN_ORDER);
        return new Loaded(
                file,
                source(file, now, problems),
                jobs,
                after,
                derived,
                planner.strangers(),
                planner.lines());
    }

    /// The same lines, of a file that cannot be read any more.
    Loaded kept(CrontabFile crontab, Instant now, Problem why) {
        return new Loaded(
                crontab,
                source(crontab, now, List.of(why)),
                jobs,
                after,
                derived,
                strangers,
                lines);
    }

    private static SourceFile source(CrontabFile file, Instant now, List<Problem> problems) {
        return SourceFile.of(file.path().toString(), file.user(), now, problems);
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

package farcron.job;

import farcron.crontab.Problem;

import java.time.Instant;
import java.util.List;

/// A crontab file as it was last read.
///
/// @param owner the user whose lines they are, who may see what is wrong with them: `root` for a
///   file of the system
/// @param ok whether each of its lines is in force
/// @param loadedAt when the text now in force was read
/// @param problems in the order of the file; a file that cannot be read, or that cron does not
///   take, has one at 1:1
public record SourceFile(
        String path, String owner, boolean ok, Instant loadedAt, List<Problem> problems) {

    public SourceFile {
        problems = List.copyOf(problems);
    }

    /// With what is wrong with it now.
    public static SourceFile of(String path, String owner, Instant at, List<Problem> problems) {
        boolean ok = problems.stream().noneMatch(Problem::isError);
        return new SourceFile(path, owner, ok, at, problems);
    }
}

package farcron.job;

import farcron.crontab.Position;
import farcron.crontab.Problem;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

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

    /// By hand, as a record's own would be put together at each start.
    @Override
    public boolean equals(Object other) {
        return other instanceof SourceFile its
                && path.equals(its.path)
                && owner.equals(its.owner)
                && ok == its.ok
                && loadedAt.equals(its.loadedAt)
                && problems.equals(its.problems);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    /// With what is wrong with it now.
    public static SourceFile of(String path, String owner, Instant at, List<Problem> problems) {
        boolean ok = problems.stream().noneMatch(Problem::isError);
        return new SourceFile(path, owner, ok, at, problems);
    }

    /// What keeps a line that stood there out of force: the error at its place, or one that costs
    /// the whole file; else, as lines move, the first error of a line that nobody knows. Absent if
    /// there is none: then somebody has taken the line out.
    ///
    /// @param known whether the line of that number is known all the same
    public Optional<String> objection(int line, IntPredicate known) {
        List<Problem> errors = problems.stream().filter(Problem::isError).toList();
        List<Problem> ofOthers =
                errors.stream().filter(error -> !known.test(error.position().line())).toList();
        return ofOthers.stream()
                .filter(error -> error.position().line() == line || isWhole(errors))
                .findFirst()
                .map(error -> error.line(path))
                .or(() ->
                        ofOthers.stream()
                                .findFirst()
                                .map(error -> "its file has errors, such as " + error.line(path)));
    }

    private static boolean isWhole(List<Problem> errors) {
        return errors.size() == 1 && errors.getFirst().position().equals(new Position(1, 1));
    }
}

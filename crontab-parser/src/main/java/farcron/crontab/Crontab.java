package farcron.crontab;

import java.util.List;

/// A crontab that was read: its job lines, and what is wrong with the others.
///
/// @param source what problems are reported against, usually the file's path
/// @param jobs in the order of the file
/// @param problems in the order of the file; at most 1,000, of which the last then counts the rest
public record Crontab(String source, List<CrontabJob> jobs, List<Problem> problems) {

    public Crontab {
        jobs = List.copyOf(jobs);
        problems = List.copyOf(problems);
    }

    /// Reads a file's content. Whatever stands in it, this returns, and soon: a line that is wrong
    /// becomes a problem and costs no other line.
    ///
    /// @param source what to report problems against; also tells the `~` of files from each other
    public static Crontab parse(String source, byte[] content, Grammar grammar) {
        return CrontabReader.read(source, content, grammar);
    }
}

package farcron.crontab;

/// Something that a person should know about a line.
///
/// @param what what is wrong, with the value that is wrong
/// @param remedy what to write instead, or to do
public record Problem(Position position, Severity severity, String what, String remedy) {

    public enum Severity {
        /// The line does not run.
        ERROR,
        /// The line runs, but perhaps not as its author or another cron would have it.
        WARNING;

        /// As it is printed: lower case.
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public static Problem error(Position position, String what, String remedy) {
        return new Problem(position, Severity.ERROR, what, remedy);
    }

    public static Problem warning(Position position, String what, String remedy) {
        return new Problem(position, Severity.WARNING, what, remedy);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /// The one line that people and editors read: `FILE:LINE:COL: error: what; remedy`.
    public String line(String source) {
        return source
                + ":"
                + position.line()
                + ":"
                + position.column()
                + ": "
                + severity.word()
                + ": "
                + what
                + "; "
                + remedy;
    }
}

package farcron.crontab;

/// Something that a person should know about a line.
///
/// @param fault what cron calls it; [Fault#NONE] and [Fault#ELSEWHERE] only for a warning
/// @param what what is wrong, with the value that is wrong
/// @param remedy what to write instead, or to do
public record Problem(
        Position position, Severity severity, Fault fault, String what, String remedy) {

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

    /// An error that no other cron knows.
    public static Problem error(Position position, String what, String remedy) {
        return error(position, Fault.OWN, what, remedy);
    }

    public static Problem error(Position position, Fault fault, String what, String remedy) {
        return new Problem(position, Severity.ERROR, fault, what, remedy);
    }

    public static Problem warning(Position position, String what, String remedy) {
        return new Problem(position, Severity.WARNING, Fault.NONE, what, remedy);
    }

    /// A warning about what Debian's cron does not take, or takes for another time.
    static Problem foreign(Position position, String what, String remedy) {
        return new Problem(position, Severity.WARNING, Fault.ELSEWHERE, what, remedy);
    }

    /// A warning in a file that is in force already; in a new one it would be an error.
    public static Problem tolerated(Position position, Fault fault, String what, String remedy) {
        return new Problem(position, Severity.WARNING, fault, what, remedy);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /// Whether crontab(1) takes no new crontab that has it.
    public boolean barsInstall() {
        return fault != Fault.NONE && fault != Fault.ELSEWHERE;
    }

    /// Whether the line runs here, but not, or at another time, under the cron that this machine
    /// would have without us.
    public boolean barsReturn() {
        return severity == Severity.WARNING && fault != Fault.NONE;
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

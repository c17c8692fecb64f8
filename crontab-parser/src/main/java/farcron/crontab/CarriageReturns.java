package farcron.crontab;

/// Counts the lines that end as on Windows, to report them once. Every cron gives the `\r` to the
/// command as its last character, where it is never wanted; here it is cut off.
final class CarriageReturns {

    private int lines;
    private Position first = new Position(1, 1);

    void look(int number, String raw) {
        if (raw.endsWith("\r")) {
            if (lines == 0) {
                first = new Position(number, raw.codePointCount(0, raw.length()));
            }
            lines++;
        }
    }

    void report(Problems problems) {
        if (lines > 0) {
            String which = lines == 1 ? "line ends" : "this and " + (lines - 1) + " more lines end";
            problems.add(
                    Problem.warning(
                            first,
                            which
                                    + " with a carriage return; other crons make it a part of the"
                                    + " command",
                            "save the file with newlines alone"));
        }
    }
}

package farcron.crontab;

/// What is bad, in the words that cron itself has for it. Scripts and log watchers look for them.
public enum Fault {
    /// Nothing that keeps a crontab from being installed.
    NONE(""),
    /// Nothing here; but Debian's cron refuses the whole file for it, or understands another time.
    ELSEWHERE(""),
    MINUTE("bad minute"),
    HOUR("bad hour"),
    DAY_OF_MONTH("bad day-of-month"),
    MONTH("bad month"),
    DAY_OF_WEEK("bad day-of-week"),
    TIME_SPECIFIER("bad time specifier"),
    USERNAME("bad username"),
    OPTION("bad option"),
    COMMAND("bad command"),
    COMMAND_TOO_LONG("command too long"),
    PREMATURE_EOF("premature EOF"),
    TOO_MANY_LINES("crontab is too long"),
    TOO_MANY_ENTRIES("too many entries"),
    /// What no other cron knows, such as a slip in an extension word.
    OWN("");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    /// Empty where cron has none.
    public String words() {
        return words;
    }

    static Fault of(FieldUnit unit) {
        return switch (unit) {
            case MINUTE -> MINUTE;
            case HOUR -> HOUR;
            case DAY_OF_MONTH -> DAY_OF_MONTH;
            case MONTH -> MONTH;
            case DAY_OF_WEEK -> DAY_OF_WEEK;
        };
    }
}

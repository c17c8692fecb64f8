package farcron.crontab;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lines that people write although no cron takes them, and that deserve more than "bad minute".
final class LookAlikes {

    private static final Pattern SETTING =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_]*+)[ \\t]*+=[ \\t]*+([\"'])(.*)");
    private static final Pattern EXPORT =
            Pattern.compile("(?:export|setenv|set)[ \\t]++([A-Za-z_][A-Za-z0-9_]*+).*");

    private LookAlikes() {}

    /// Every cron ends the line at a NUL, and takes what follows for a line of its own.
    static void refuseNul(LineCursor line) throws BadLine {
        int nul = line.text().indexOf('\0');
        if (nul >= 0) {
            throw line.error(
                    nul,
                    "line holds a NUL byte, at which every cron cuts it",
                    "leave out the byte; was the file copied whole?");
        }
    }

    static void refuse(LineCursor line) throws BadLine {
        if (isTime(line.peek())) {
            return;
        }
        String text = line.rest();
        int at = line.index();
        if (text.startsWith("//") || text.startsWith(";") || text.startsWith("/*")) {
            throw line.error(
                    at,
                    "line begins with "
                            + Shown.quoted(text.startsWith(";") ? ";" : text.substring(0, 2))
                            + ", which begins no comment",
                    "begin a comment with `#`");
        }
        Matcher export = EXPORT.matcher(text);
        if (export.matches()) {
            throw line.error(
                    at,
                    "line is a shell command, and cron takes `NAME=value` only",
                    "write " + Shown.quoted(export.group(1) + "=...") + " alone");
        }
        refuseBrokenSetting(line, at, SETTING.matcher(text));
        if (text.startsWith(":") && text.length() > 1 && LineCursor.isBlank(text.charAt(1))) {
            throw line.error(
                    at,
                    "line begins with the guard `:`, so it has no schedule",
                    "write time fields before the guard");
        }
    }

    /// As most lines begin. Nothing that is looked for here does.
    private static boolean isTime(char c) {
        return c >= '0' && c <= '9' || c == '*' || c == '@';
    }

    private static void refuseBrokenSetting(LineCursor line, int at, Matcher setting)
            throws BadLine {
        if (!setting.matches()) {
            return;
        }
        int value = at + setting.start(3);
        int close = setting.group(3).indexOf(setting.group(2));
        if (close < 0) {
            throw line.error(
                    value - 1,
                    "value of " + Shown.quoted(setting.group(1)) + " has no closing quote",
                    "write a second " + Shown.quoted(setting.group(2)) + " at the end");
        }
        throw line.error(
                value + close + 1,
                "text follows the closing quote of " + Shown.quoted(setting.group(1)),
                "cron has no escapes and no comment there: put the other kind of quotes around"
                        + " the value, and a comment on a line of its own");
    }
}

package farcron.shadow;

import java.util.regex.Pattern;

/// A line of a crontab, as cron's log tells it from others.
///
/// @param logged what stands behind `CMD` in the log of a daemon of ours: its command as cron
///   prints it, without farcron's words
/// @param job `SCOPE/NAME`; empty for a line that only cron knows
/// @param place `FILE:LINE`; empty likewise
public record Line(String user, String logged, String job, String place, Standing standing) {

    /// What the old cron takes for a part of the command: farcron's words, guarded or bare, and
    /// flags that it does not know.
    private static final Pattern WORDS =
            Pattern.compile(
                    "(?:: +)?(?:(?:[a-z-]+:(?:\"[^\"]*\"|[^\\s;\"]+)|-[nqs]+)(?:\\s*;\\s*|\\s+))+");

    /// How some crons begin the text: with the number of the process.
    private static final Pattern PROCESS = Pattern.compile("\\[\\d+] ");

    /// Of which only cron's log knows.
    static Line ofCron(String user, String logged) {
        Standing standing = new Standing.Rejected("no line that farcron reads has this command");
        return new Line(user, logged, "", "", standing);
    }

    /// Whether cron's text behind `CMD` is about this line.
    ///
    /// @param whole whether the log has all of it
    boolean isLoggedAs(String text, boolean whole) {
        if (!whole) {
            return logged.startsWith(text);
        }
        if (!text.endsWith(logged)) {
            return false;
        }
        String before =
                PROCESS.matcher(text.substring(0, text.length() - logged.length()))
                        .replaceFirst("");
        return before.isEmpty() || WORDS.matcher(before).matches();
    }
}

package farcron.crontab;

import java.util.regex.Pattern;

/// Finds the `%` that was not meant to end the command: the mistake of `date +%F`.
final class PercentLints {

    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{2}");

    private PercentLints() {}

    /// @param start where the command begins in the line
    /// @param command what stands before the `%`
    /// @param percent its place in the raw command, or -1
    static void check(LineCursor line, int start, String command, int percent) {
        if (percent < 0) {
            return;
        }
        String after = line.text().substring(start + percent + 1);
        if (command.endsWith("+") || isOpen(command) || isInUrl(command, after)) {
            line.warn(
                    start + percent,
                    "`%` ends the command here, even in quotes; the rest becomes its standard"
                            + " input",
                    "write `\\%` for a `%` that belongs to the command");
        } else if (command.isBlank()) {
            line.warn(
                    start + percent,
                    "nothing stands before the first `%`, so no command runs",
                    "write a command before it");
        }
    }

    /// Whether a quote, a backquote or a bracket of the shell's is still open at the end.
    private static boolean isOpen(String command) {
        char quote = '\0';
        int brackets = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c == '\\' && quote != '\'') {
                i++;
            } else if (quote == '\'' || c == '\'' && quote == '\0') {
                quote = c == '\'' ? (quote == '\0' ? c : '\0') : quote;
            } else if (c == '"' || c == '`') {
                quote = quote == '\0' ? c : quote == c ? '\0' : quote;
            } else if (c == '(' || c == '{') {
                brackets++;
            } else if (c == ')' || c == '}') {
                brackets--;
            }
        }
        return quote != '\0' || brackets > 0;
    }

    private static boolean isInUrl(String command, String after) {
        String token = command.substring(command.lastIndexOf(' ') + 1);
        return token.contains("://") && HEX.matcher(after).lookingAt();
    }
}

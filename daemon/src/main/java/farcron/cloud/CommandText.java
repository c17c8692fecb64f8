package farcron.cloud;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A container's command as it stands in a crontab.
///
/// @param shell for `FARGATE_SHELL`: a path in the image, or `none`
/// @param line with `%` written as `\%`
record CommandText(String shell, String line) {

    private static final Set<String> SHELLS = Set.of("sh", "ash", "bash", "dash", "ksh", "zsh");
    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./=@+,-]*");

    /// What farcron would take for a word of its own.
    private static final Pattern LIKE_A_WORD = Pattern.compile("^([a-z][a-z0-9-]*:[^\\s'\"]*)");

    /// Absent where a line cannot hold it, because it has line breaks.
    static Optional<CommandText> of(List<String> command) {
        if (command.stream().anyMatch(CommandText::breaksLine)) {
            return Optional.empty();
        }
        String shell = command.getFirst();
        String program = shell.substring(shell.lastIndexOf('/') + 1);
        boolean byShell =
                command.size() == 3 && command.get(1).equals("-c") && SHELLS.contains(program);
        return Optional.of(
                byShell
                        ? new CommandText(path(shell), escaped(ofShell(command.get(2))))
                        : new CommandText("none", escaped(words(command))));
    }

    private static boolean breaksLine(String word) {
        return word.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0);
    }

    private static String path(String shell) {
        return shell.startsWith("/") ? shell : "/bin/" + shell;
    }

    private static String ofShell(String line) {
        return LIKE_A_WORD.matcher(line.strip()).replaceFirst("'$1'");
    }

    private static String words(List<String> command) {
        return command.stream().map(CommandText::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        if (PLAIN_WORD.matcher(word).matches()) {
            return word;
        }
        return word.contains("'")
                ? '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
                : "'" + word + "'";
    }

    /// cron would end the command there.
    private static String escaped(String line) {
        return line.replace("%", "\\%");
    }
}

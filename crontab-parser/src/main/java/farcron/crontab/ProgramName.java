package farcron.crontab;

import java.util.Map;
import java.util.Set;

/// Finds the program that a command is about, past what commonly stands before it: `cd /srv && A=b
/// nice -n 19 /opt/etl/load.sh` is about `load.sh`. A guess, good enough for a name that people
/// recognise; it reads no more shell than that.
final class ProgramName {

    private static final String NOTHING_FOUND = "job";
    private static final int LONGEST = 40;
    private static final int LONGEST_READ = 2_000;

    /// Commands that only prepare the next one of the line.
    private static final Set<String> PREPARATIONS =
            Set.of(
                    "cd", "if", "test", "[", "[[", "sleep", "export", "umask", "set", ".", "source",
                    "ulimit");

    /// Commands that run another one, with those of their options that take a value.
    private static final Map<String, String> WRAPPERS =
            Map.ofEntries(
                    Map.entry("nice", "n"),
                    Map.entry("ionice", "cnp"),
                    Map.entry("sudo", "ughpCD"),
                    Map.entry("env", "uCS"),
                    Map.entry("exec", "a"),
                    Map.entry("nohup", ""),
                    Map.entry("then", ""),
                    Map.entry("time", "fo"),
                    Map.entry("command", ""),
                    Map.entry("setsid", ""),
                    Map.entry("chronic", ""),
                    Map.entry("flock", "wE"),
                    Map.entry("timeout", "ks"));

    /// Wrappers with one argument of their own before the other command.
    private static final Set<String> WITH_ARGUMENT = Set.of("flock", "timeout");

    private final String text;
    private int at;

    private ProgramName(String command) {
        this.text = command.substring(0, Math.min(command.length(), LONGEST_READ));
    }

    static String of(String command) {
        String slug = Slug.of(new ProgramName(command).program(), LONGEST);
        return slug.isEmpty() ? NOTHING_FOUND : slug;
    }

    private String program() {
        while (true) {
            String word = baseName(next());
            if (word.isEmpty()) {
                return NOTHING_FOUND;
            }
            if (PREPARATIONS.contains(word)) {
                if (!skipToNextCommand()) {
                    return word.startsWith("[") ? "test" : word;
                }
            } else if (WRAPPERS.containsKey(word)) {
                int before = at;
                skipOptions(word);
                if (at >= text.length()) {
                    at = before;
                    return word;
                }
            } else if (!isAssignment(word)) {
                return word;
            }
        }
    }

    /// The next word, its quotes taken off; brackets and `!` before it are passed over.
    private String next() {
        while (at < text.length() && " \t(){}!;&|".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        StringBuilder word = new StringBuilder();
        char quote = '\0';
        while (at < text.length() && (quote != '\0' || !endsWord(text.charAt(at)))) {
            char c = text.charAt(at++);
            if (quote == '\0' && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = '\0';
            } else {
                word.append(c);
            }
        }
        return word.toString();
    }

    private static boolean endsWord(char c) {
        return " \t;&|()".indexOf(c) >= 0;
    }

    private static String baseName(String word) {
        return isAssignment(word) ? word : word.substring(word.lastIndexOf('/') + 1);
    }

    private static boolean isAssignment(String word) {
        int equals = word.indexOf('=');
        return equals > 0 && word.substring(0, equals).chars().allMatch(ProgramName::isVariable);
    }

    private static boolean isVariable(int c) {
        return c == '_' || c != '.' && c != '-' && Slug.isNameCharacter(c);
    }

    /// Past the next `&&`, `||` or `;`, if there is one.
    private boolean skipToNextCommand() {
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean twice = i + 1 < text.length() && text.charAt(i + 1) == c;
            if (c == ';' || twice && (c == '&' || c == '|')) {
                at = i + 1;
                return !text.substring(at).isBlank();
            }
        }
        return false;
    }

    private void skipOptions(String wrapper) {
        String withValue = WRAPPERS.get(wrapper);
        skipBlanks();
        while (at < text.length() && text.charAt(at) == '-') {
            String option = next();
            boolean takesValue = option.length() == 2 && withValue.indexOf(option.charAt(1)) >= 0;
            if (takesValue) {
                next();
            }
            skipBlanks();
        }
        if (WITH_ARGUMENT.contains(wrapper)) {
            next();
            skipBlanks();
            if (text.startsWith("-c ", at)) {
                next();
            }
        }
        skipBlanks();
    }

    private void skipBlanks() {
        while (at < text.length() && LineCursor.isBlank(text.charAt(at))) {
            at++;
        }
    }
}

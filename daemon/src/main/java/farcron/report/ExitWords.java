package farcron.report;

import java.util.Map;

/// What an exit status most often means.
final class ExitWords {

    private static final Map<Integer, String> SIGNALS =
            Map.of(
                    1, "HUP", 2, "INT", 3, "QUIT", 6, "ABRT", 9, "KILL", 11, "SEGV", 13, "PIPE", 15,
                    "TERM");

    private ExitWords() {}

    /// `exit 3`, `exit 137 (or signal 9, KILL)`, `exit 127 (the shell found no such command)`.
    static String of(int code) {
        String meaning =
                switch (code) {
                    case 126 -> " (the command may not be executed)";
                    case 127 -> " (the shell found no such command)";
                    default -> code > 128 && code <= 192 ? signal(code - 128) : "";
                };
        return "exit " + code + meaning;
    }

    private static String signal(int number) {
        String name = SIGNALS.getOrDefault(number, "");
        return " (or signal " + number + (name.isEmpty() ? "" : ", " + name) + ")";
    }
}

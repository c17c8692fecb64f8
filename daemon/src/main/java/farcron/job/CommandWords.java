package farcron.job;

import java.util.ArrayList;
import java.util.List;

/// A command line in words, where no shell is there to split it: blanks and tabs part words, `'…'`
/// keeps all that is in it, `"…"` all but `\"` and `\\`, and `\` keeps the character after it.
/// Nothing else means anything: no variables, no patterns, no redirections.
public final class CommandWords {

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private boolean open;
    private int at;

    private CommandWords(String line) {
        this.line = line;
    }

    /// A quote that is not closed goes on to the end.
    public static List<String> of(String line) {
        return new CommandWords(line).words();
    }

    /// Whether a quote in it is not closed.
    public static boolean isOpen(String line) {
        CommandWords words = new CommandWords(line);
        words.words();
        return words.open;
    }

    private List<String> words() {
        while (at < line.length()) {
            char next = line.charAt(at++);
            switch (next) {
                case ' ', '\t' -> end();
                case '\'' -> quoted('\'');
                case '"' -> quoted('"');
                case '\\' -> keep(at < line.length() ? line.charAt(at++) : '\\');
                default -> keep(next);
            }
        }
        end();
        return words;
    }

    private void quoted(char quote) {
        begun = true;
        while (at < line.length() && line.charAt(at) != quote) {
            boolean escapes = quote == '"' && line.startsWith("\\\\", at);
            escapes |= quote == '"' && line.startsWith("\\\"", at);
            at += escapes ? 1 : 0;
            word.append(line.charAt(at++));
        }
        open = at == line.length();
        at++;
    }

    private void keep(char one) {
        begun = true;
        word.append(one);
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
    }
}

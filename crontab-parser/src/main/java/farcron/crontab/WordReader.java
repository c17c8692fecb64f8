package farcron.crontab;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads extension words, `key:value`, bare or in a guard `: key:value ... ;`, which makes them
/// harmless to other crons because `:` is the shell's command that does nothing.
///
/// No value may hold a character that a shell treats specially, so that the guard is safe.
final class WordReader {

    private static final int SHORTEST_KEY = 2;
    private static final int LONGEST_KEY = 20;
    private static final String VALUE_SIGNS = "_.,/@:+=-";
    private static final String NOT_IN_QUOTES = "$\\!%`";

    private final LineCursor line;
    private final Set<String> known;
    private final List<Word> words = new ArrayList<>();
    private boolean inGuard;

    WordReader(LineCursor line, Set<String> known) {
        this.line = line;
        this.known = known;
    }

    /// All words read so far, in order.
    List<Word> words() {
        return words;
    }

    boolean isKnownWordHere() {
        return known.contains(keyAt(line.index()));
    }

    /// Reads the words that stand here and passes over the blanks after them.
    ///
    /// @return whether they were guarded
    boolean readRun() throws BadLine {
        if (isGuardHere()) {
            readGuard();
            return true;
        }
        while (isKnownWordHere()) {
            readOne();
            line.skipBlanks();
        }
        judgeUnknownWord();
        return false;
    }

    /// Reads the known word at the cursor, and stops directly after it.
    Word readOne() throws BadLine {
        int at = line.index();
        String key = keyAt(at);
        line.moveTo(at + key.length() + 1);
        int valueAt = line.index() + (line.peek() == '"' ? 1 : 0);
        Word word = new Word(key, value(key), line.position(at), line.position(valueAt));
        if (words.stream().anyMatch(other -> other.key().equals(key))) {
            throw line.error(
                    at,
                    "word " + Shown.quoted(key + ":") + " stands twice on this line",
                    "leave out one of them");
        }
        words.add(word);
        return word;
    }

    void refuseMisspeltWordHere() throws BadLine {
        String key = keyAt(line.index());
        if (!key.isEmpty() && Spelling.near(key, known).isPresent()) {
            throw unknown(key);
        }
    }

    private boolean isGuardHere() {
        int start = line.index();
        boolean lone = line.accept(':') && LineCursor.isBlank(line.peek());
        line.skipBlanks();
        boolean guard = lone && isKnownWordHere();
        line.moveTo(start);
        return guard;
    }

    private void readGuard() throws BadLine {
        int start = line.index();
        inGuard = true;
        line.accept(':');
        line.skipBlanks();
        while (!line.accept(';')) {
            if (line.atEnd()) {
                throw line.error(
                        start,
                        "guard is not closed",
                        "write `;` between the words and the command");
            }
            if (!isKnownWordHere()) {
                throw noWordInGuard();
            }
            readOne();
            line.skipBlanks();
        }
        inGuard = false;
        line.skipBlanks();
    }

    private BadLine noWordInGuard() {
        String key = keyAt(line.index());
        if (!key.isEmpty()) {
            return unknown(key);
        }
        return line.error(
                line.index(),
                "guard holds " + Shown.quoted(token()) + ", which is no word",
                "write `;` between the words and the command");
    }

    /// A token in the form of a word whose key is not known: a slip of the pen, or a command?
    private void judgeUnknownWord() throws BadLine {
        String key = keyAt(line.index());
        if (key.isEmpty()) {
            return;
        }
        if (!words.isEmpty() || isBeforeKnownWord()) {
            throw unknown(key);
        }
        refuseMisspeltWordHere();
        line.warn(
                line.index(),
                "command begins with "
                        + Shown.quoted(token())
                        + ", but "
                        + Shown.quoted(key)
                        + " is not one of the known words",
                "put quotes around it if it is a command");
    }

    private boolean isBeforeKnownWord() {
        int start = line.index();
        line.token();
        boolean before = isKnownWordHere();
        line.moveTo(start);
        return before;
    }

    private BadLine unknown(String key) {
        String others = String.join(", ", known.stream().sorted().toList());
        return line.error(
                line.index(),
                "word is " + Shown.quoted(key + ":") + ", which is not known",
                Spelling.nearest(key, known)
                        .map(near -> "write " + Shown.quoted(near + ":"))
                        .orElse("write one of: " + others));
    }

    /// The key of a word in which a value follows, or of a known word in any case; else empty.
    private String keyAt(int start) {
        String text = line.text();
        int end = start;
        while (end < text.length()
                && end - start <= LONGEST_KEY
                && isKey(text.charAt(end), end - start)) {
            end++;
        }
        int length = end - start;
        boolean key = length >= SHORTEST_KEY && length <= LONGEST_KEY && charAt(end) == ':';
        if (!key) {
            return "";
        }
        String word = text.substring(start, end);
        boolean empty = charAt(end + 1) == '\0' || LineCursor.isBlank(charAt(end + 1));
        return empty && !known.contains(word) ? "" : word;
    }

    private static boolean isKey(char c, int index) {
        boolean letter = c >= 'a' && c <= 'z';
        return letter || index > 0 && (c >= '0' && c <= '9' || c == '-');
    }

    private String value(String key) throws BadLine {
        int start = line.index();
        String value = line.accept('"') ? quotedValue(key, start) : bareValue();
        boolean closed = inGuard && line.peek() == ';';
        boolean ended = closed || line.atEnd() || LineCursor.isBlank(line.peek());
        if (!ended) {
            throw badCharacter(key, line.index(), "put the value into double quotes");
        }
        if (value.isEmpty()) {
            throw line.error(
                    start,
                    "word " + Shown.quoted(key + ":") + " has no value",
                    "write the value directly after the colon");
        }
        return value;
    }

    private String bareValue() {
        int start = line.index();
        int end = start;
        while (isBareValue(charAt(end))) {
            end++;
        }
        line.moveTo(end);
        return line.text().substring(start, end);
    }

    private static boolean isBareValue(char c) {
        boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
        return letter || c >= '0' && c <= '9' || c != '\0' && VALUE_SIGNS.indexOf(c) >= 0;
    }

    private String quotedValue(String key, int quote) throws BadLine {
        int start = line.index();
        for (int i = start; charAt(i) != '"'; i++) {
            if (i >= line.text().length()) {
                throw line.error(
                        quote,
                        "value of " + Shown.quoted(key + ":") + " has no closing quote",
                        "write `\"` after the value");
            }
            if (NOT_IN_QUOTES.indexOf(charAt(i)) >= 0 || Character.isISOControl(charAt(i))) {
                throw badCharacter(key, i, "put it into a script that the value names");
            }
            line.moveTo(i + 1);
        }
        String value = line.text().substring(start, line.index());
        line.accept('"');
        return value;
    }

    private BadLine badCharacter(String key, int index, String remedy) {
        int c = line.text().codePointAt(index);
        return line.error(
                index,
                "value of "
                        + Shown.quoted(key + ":")
                        + " holds "
                        + Shown.quoted(Character.toString(c))
                        + ", which cannot stand there",
                remedy);
    }

    private String token() {
        return line.text().substring(line.index(), line.tokenEnd());
    }

    private char charAt(int index) {
        return index < line.text().length() ? line.text().charAt(index) : '\0';
    }
}

package farcron.crontab;

import java.util.ArrayList;
import java.util.List;

/// A line that is being read from left to right, and the warnings it has drawn so far. Blanks are
/// space and tab only, as for every cron of the Vixie family.
final class LineCursor {

    /// A line of a thousand faults needs no thousand warnings.
    private static final int MOST_WARNINGS = 20;

    private final int number;
    private final String text;
    private final boolean warnsForDebian;
    private final List<Problem> warnings = new ArrayList<>();
    private Fault part = Fault.MINUTE;
    private int at;

    LineCursor(int number, String text, Grammar grammar) {
        this.number = number;
        this.text = text;
        this.warnsForDebian = grammar.dialect() == Grammar.Dialect.DEBIAN;
    }

    String text() {
        return text;
    }

    int index() {
        return at;
    }

    void moveTo(int index) {
        at = index;
    }

    /// Tells which part of the line comes next: what is wrong from here on is cron's fault of that
    /// name. A line of which nothing is known yet is bad in its first field, the minute.
    void expect(Fault part) {
        this.part = part;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /// The next character, or NUL at the end.
    char peek() {
        return atEnd() ? '\0' : text.charAt(at);
    }

    boolean accept(char c) {
        if (atEnd() || text.charAt(at) != c) {
            return false;
        }
        at++;
        return true;
    }

    void skipBlanks() {
        while (isBlank(peek())) {
            at++;
        }
    }

    /// Where the token ends that begins here: at the next blank, or at the end of the line.
    int tokenEnd() {
        int end = at;
        while (end < text.length() && !isBlank(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /// The token that begins here, with the blanks after it passed over.
    String token() {
        int start = at;
        at = tokenEnd();
        String token = text.substring(start, at);
        skipBlanks();
        return token;
    }

    String rest() {
        return text.substring(at);
    }

    Position position(int index) {
        return new Position(number, text.codePointCount(0, Math.min(index, text.length())) + 1);
    }

    List<Problem> warnings() {
        return warnings;
    }

    void warn(int index, String what, String remedy) {
        if (warnings.size() < MOST_WARNINGS) {
            warnings.add(Problem.warning(position(index), what, remedy));
        }
    }

    /// A warning about what a new crontab may not have.
    void tolerate(Fault fault, int index, String what, String remedy) {
        if (warnings.size() < MOST_WARNINGS || warnings.stream().noneMatch(Problem::barsInstall)) {
            warnings.add(Problem.tolerated(position(index), fault, what, remedy));
        }
    }

    /// A warning for those who may go back to Debian's cron, or share the file with one. On a
    /// machine of the other dialect it would only be noise.
    void warnForDebian(int index, String what, String remedy) {
        if (warnsForDebian) {
            warn(index, what, remedy);
        }
    }

    /// The same about what such a cron refuses, or takes for another time.
    void foreign(int index, String what, String remedy) {
        if (warnsForDebian && warnings.size() < MOST_WARNINGS) {
            warnings.add(Problem.foreign(position(index), what, remedy));
        }
    }

    BadLine error(int index, String what, String remedy) {
        return new BadLine(Problem.error(position(index), part, what, remedy));
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}

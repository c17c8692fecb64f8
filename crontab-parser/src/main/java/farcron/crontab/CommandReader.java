package farcron.crontab;

import java.util.Optional;

/// Reads the rest of a line as a command, and splits it at `%` as cronie does.
///
/// The first `%` without a backslash ends the command, whatever quotes stand around it; the others
/// become newlines of its standard input. `\%` is a `%`. Two backslashes stay two, and the second
/// escapes nothing; Debian's cron makes one of them in the command.
final class CommandReader {

    private static final String IN_FIELDS = "0123456789*/,-";

    /// cronie cuts what is longer, without a word.
    private static final int LONGEST = 131_070;

    private static final int LONGEST_FOR_DEBIAN = 998;

    private final LineCursor line;
    private final int start;
    private final String raw;

    private CommandReader(LineCursor line) {
        this.line = line;
        this.start = line.index();
        this.raw = line.rest();
    }

    static Command read(LineCursor line, Grammar grammar) throws BadLine {
        CommandReader reader = new CommandReader(line);
        line.expect(Fault.COMMAND);
        reader.checkLength(grammar);
        reader.checkFirstWord(grammar);
        return reader.split();
    }

    private Command split() {
        int percent = percent();
        String command = percent < 0 ? raw : raw.substring(0, percent);
        PercentLints.check(line, start, command, percent);
        int backslashes = command.indexOf("\\\\");
        if (backslashes >= 0) {
            line.warnForDebian(
                    start + backslashes,
                    "command holds `\\\\`, of which Debian's cron leaves one backslash",
                    "put the command into a script if it must work there too");
        }
        Optional<String> stdin =
                percent < 0 ? Optional.empty() : Optional.of(stdin(raw.substring(percent + 1)));
        return new Command(unescaped(command), stdin);
    }

    /// The first `%` with no backslash that escapes it, or -1.
    private int percent() {
        boolean escaped = false;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%' && !escaped) {
                return i;
            }
            escaped = c == '\\' && !escaped;
        }
        return -1;
    }

    private static String unescaped(String command) {
        StringBuilder text = new StringBuilder(command.length());
        boolean escaped = false;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (escaped && c == '%') {
                text.setLength(text.length() - 1);
            }
            text.append(c);
            escaped = c == '\\' && !escaped;
        }
        return text.toString();
    }

    /// Here each backslash before a `%` counts, even the second of two.
    private static String stdin(String data) {
        StringBuilder text = new StringBuilder(data.length() + 1);
        for (int i = 0; i < data.length(); i++) {
            char c = data.charAt(i);
            boolean escapes = c == '\\' && i + 1 < data.length() && data.charAt(i + 1) == '%';
            if (escapes) {
                text.append('%');
                i++;
            } else {
                text.append(c == '%' ? '\n' : c);
            }
        }
        boolean ended = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
        return ended ? text.toString() : text.append('\n').toString();
    }

    private void checkLength(Grammar grammar) throws BadLine {
        if (raw.isBlank()) {
            throw line.error(
                    line.text().length(),
                    "command is missing",
                    "write a command at the line's end");
        }
        int bytes = LosslessText.byteLength(raw);
        if (bytes > LONGEST) {
            line.expect(Fault.COMMAND_TOO_LONG);
            throw line.error(
                    start,
                    "command is " + bytes + " bytes long, but " + LONGEST + " is the limit",
                    "put it into a script");
        }
        if (bytes > LONGEST_FOR_DEBIAN && grammar.dialect() == Grammar.Dialect.DEBIAN) {
            line.tolerate(
                    Fault.COMMAND_TOO_LONG,
                    start,
                    "command is " + bytes + " bytes long; " + Lints.DEBIAN_REFUSES,
                    "put it into a script if the file must work there too");
        }
    }

    private void checkFirstWord(Grammar grammar) {
        String word = raw.substring(0, line.tokenEnd() - start);
        if (looksLikeField(word)) {
            line.warn(
                    start,
                    "command begins with " + Shown.quoted(word) + ", which looks like a time field",
                    "write five time fields, words behind them; cron has none for seconds or"
                            + " years");
        } else if (word.startsWith("-")) {
            line.warn(
                    start,
                    "command begins with "
                            + Shown.quoted(word)
                            + ", which Debian's cron gives to the shell and cronie takes for flags",
                    "leave it out, or write a path before it if it is a command");
        } else if (Shown.isOddBlank(raw.codePointAt(0))) {
            line.warn(
                    start,
                    "command begins with " + Shown.character(raw.codePointAt(0)),
                    "type the blank anew");
        } else if (word.equals("root") && grammar.format() == Grammar.Format.USER) {
            line.warn(
                    start,
                    "command begins with `root`, but a user's own crontab has no user column",
                    "leave it out");
        }
    }

    private static boolean looksLikeField(String word) {
        boolean digits = false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (IN_FIELDS.indexOf(c) < 0) {
                return false;
            }
            digits |= c >= '0' && c <= '9';
        }
        return digits;
    }
}

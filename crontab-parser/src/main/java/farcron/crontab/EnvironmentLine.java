package farcron.crontab;

import java.util.Optional;
import java.util.regex.Pattern;

/// Reads `NAME = value` as cronie does. cron tries this first, on every line that is not blank and
/// no comment: whatever has this form is a setting, `5 = 3` and `@daily=1` included.
///
/// A name ends at a blank or `=`, or at its closing quote; an unquoted value is the rest of the
/// line without its trailing blanks; after a quoted one only blanks may follow. There are no
/// escapes and no expansion.
final class EnvironmentLine {

    /// As for cronie, which cuts what is longer.
    private static final int LONGEST = 131_070;

    private static final Pattern USUAL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*+");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{|\\$[A-Z_][A-Z0-9_]*+|\\$\\(|`");

    private final LineCursor line;
    private final String text;

    private EnvironmentLine(LineCursor line) {
        this.line = line;
        this.text = line.text();
    }

    /// Empty where the line is none; the cursor then stands where it stood.
    static Optional<Setting> read(LineCursor line) throws BadLine {
        int start = line.index();
        Optional<Setting> setting = new EnvironmentLine(line).setting();
        if (setting.isPresent() && LosslessText.byteLength(line.text()) > LONGEST) {
            line.expect(Fault.OWN);
            throw line.error(
                    start,
                    "setting is longer than " + LONGEST + " bytes",
                    "put the value into a file that the command reads");
        }
        line.moveTo(start);
        return setting;
    }

    private Optional<Setting> setting() {
        Position position = line.position(line.index());
        int nameIndex = line.index();
        String name = name();
        skipSpace();
        if (!line.accept('=')) {
            return Optional.empty();
        }
        skipSpace();
        int valueIndex = line.index();
        Optional<String> value = value();
        if (value.isPresent()) {
            lint(name, nameIndex, value.get(), valueIndex);
        }
        return value.map(text -> new Setting(name, text, position));
    }

    /// Even a quoted name ends at `=`.
    private String name() {
        char quote = quote();
        int start = line.index();
        int end = start;
        while (end < text.length() && text.charAt(end) != '=' && !endsName(quote, end)) {
            end++;
        }
        boolean closed = quote != '\0' && end < text.length() && text.charAt(end) == quote;
        line.moveTo(closed ? end + 1 : end);
        return text.substring(start, end);
    }

    private boolean endsName(char quote, int index) {
        char c = text.charAt(index);
        return quote == '\0' ? isSpace(c) : c == quote;
    }

    private Optional<String> value() {
        char quote = quote();
        int start = line.index();
        if (quote == '\0') {
            return Optional.of(withoutTrailingSpace(text.substring(start)));
        }
        int end = text.indexOf(quote, start);
        if (end < 0 || !withoutTrailingSpace(text.substring(end + 1)).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(text.substring(start, end));
    }

    private char quote() {
        char c = line.peek();
        return line.accept('"') || line.accept('\'') ? c : '\0';
    }

    private void skipSpace() {
        while (!line.atEnd() && isSpace(line.peek())) {
            line.moveTo(line.index() + 1);
        }
    }

    private void lint(String name, int nameIndex, String value, int valueIndex) {
        if (!USUAL_NAME.matcher(name).matches()) {
            line.warn(
                    nameIndex,
                    "this line sets a variable named " + Shown.quoted(name),
                    "write the name as letters, digits and `_`, or put time fields before a"
                            + " command");
        }
        boolean quoted = valueIndex < text.length() && "\"'".indexOf(text.charAt(valueIndex)) >= 0;
        if (quoted) {
            lintQuoted(value, valueIndex);
        } else {
            lintUnquoted(name, value, valueIndex);
        }
        if (VARIABLE.matcher(value).find()) {
            line.warn(
                    valueIndex,
                    "value is " + Shown.quoted(value) + ", and cron expands nothing in it",
                    "write the value out, or set the variable in the command");
        }
    }

    private void lintUnquoted(String name, String value, int valueIndex) {
        if (value.isEmpty()) {
            line.foreign(
                    valueIndex,
                    Shown.quoted(name) + " is empty without quotes; " + Lints.DEBIAN_REFUSES,
                    "write " + Shown.quoted(name + "=\"\""));
        }
        int comment = value.indexOf(" #");
        if (comment >= 0) {
            line.warn(
                    valueIndex + comment + 1,
                    Shown.quoted(value.substring(comment + 1)) + " is part of the value",
                    "put the comment on a line of its own");
        }
    }

    /// Debian's cron strips blanks at the end inside of quotes, and a second pair of quotes.
    private void lintQuoted(String value, int valueIndex) {
        String debian = withoutTrailingSpace(value);
        int last = debian.length() - 1;
        if (last > 0
                && debian.charAt(0) == debian.charAt(last)
                && "\"'".indexOf(debian.charAt(0)) >= 0) {
            debian = debian.substring(1, last);
        }
        if (!debian.equals(value)) {
            line.warnForDebian(
                    valueIndex,
                    "value is "
                            + Shown.quoted(value)
                            + ", but Debian's cron makes it "
                            + Shown.quoted(debian),
                    "leave out the inner quotes and the blanks at the end");
        }
    }

    private static String withoutTrailingSpace(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /// C's isspace().
    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}

package farcron.report;

import java.util.regex.Pattern;

/// Text that a terminal only shows and never obeys: job names, reasons and output may come from
/// anybody, and an escape sequence in them would act on the terminal of whoever reads it.
final class Printable {

    /// Whole sequences, so that no `[31m` is left where a colour was.
    private static final Pattern SEQUENCE =
            Pattern.compile(
                    "(?:\u001b\\[|\u009b)[0-?]*[ -/]*[@-~]"
                        + "|(?:\u001b\\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\\\|\u009c)|\u001b["
                        + " -/]*[0-~]");

    private Printable() {}

    /// For one line: a line break in it becomes a blank.
    static String line(String text) {
        return isPlain(text) ? text : strip(text, false).strip();
    }

    /// For whole texts: line breaks and tabs stay.
    static String text(String text) {
        return strip(text, true);
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    }

    private static String strip(String text, boolean keepLines) {
        String calm = opensSequence(text) ? SEQUENCE.matcher(text).replaceAll("") : text;
        StringBuilder shown = new StringBuilder(calm.length());
        calm.codePoints().forEach(c -> append(shown, c, keepLines));
        return shown.toString();
    }

    private static boolean opensSequence(String text) {
        return text.indexOf('\u001b') >= 0
                || text.indexOf('\u009b') >= 0
                || text.indexOf('\u009d') >= 0;
    }

    private static void append(StringBuilder shown, int c, boolean keepLines) {
        if (c == '\n' || c == '\t') {
            shown.append(keepLines ? (char) c : ' ');
        } else if (c == '\r') {
            shown.append(keepLines ? "" : " ");
        } else if (c >= ' ' && c < 0x7F) {
            shown.append((char) c);
        } else if (isShown(c)) {
            shown.appendCodePoint(c);
        } else if (!isSilent(c)) {
            shown.append('?');
        }
    }

    private static boolean isSilent(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || type == Character.FORMAT;
    }

    /// Whether a terminal shows this character, and does nothing else.
    static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}

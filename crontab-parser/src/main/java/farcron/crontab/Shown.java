package farcron.crontab;

import java.util.Locale;

/// How a piece of a crontab is quoted in a message: short, and with nothing in it that a terminal
/// or a log would act upon.
public final class Shown {

    private static final int LONGEST = 40;

    private Shown() {}

    /// In backquotes; control characters as `^X`, bytes that are not UTF-8 as `\xNN`.
    public static String quoted(String text) {
        StringBuilder shown = new StringBuilder("`");
        int at = 0;
        for (int count = 0; at < text.length() && count < LONGEST; count++) {
            int c = text.codePointAt(at);
            append(shown, c);
            at += Character.charCount(c);
        }
        return shown.append(at < text.length() ? "…`" : "`").toString();
    }

    /// `U+00A0 (no-break space)`.
    static String character(int c) {
        String name = Character.getName(c);
        String code = String.format(Locale.ROOT, "U+%04X", c);
        return name == null ? code : code + " (" + name.toLowerCase(Locale.ROOT) + ")";
    }

    /// Blanks, for people, that are none for cron: it knows space and tab only.
    static boolean isOddBlank(int c) {
        return c != ' '
                && c != '\t'
                && (Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.getType(c) == Character.FORMAT);
    }

    private static void append(StringBuilder shown, int c) {
        if (c < 0x20 || c == 0x7F) {
            shown.append('^').append((char) (c ^ 0x40));
        } else if (LosslessText.isRawByte(c)) {
            shown.append(String.format(Locale.ROOT, "\\x%02x", c & 0xFF));
        } else if (isHidden(c)) {
            shown.append(String.format(Locale.ROOT, "\\u%04x", c));
        } else {
            shown.appendCodePoint(c);
        }
    }

    private static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            case Character.SPACE_SEPARATOR -> c != ' ';
            default -> false;
        };
    }
}

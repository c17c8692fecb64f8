package farcron.cli;

/// Text from a crontab, made fit for a terminal.
final class Shown {

    private Shown() {}

    /// Control characters as `^X`, and bytes that are no UTF-8 as `?`, so that no crontab can move
    /// somebody's cursor.
    static String text(String raw) {
        StringBuilder shown = new StringBuilder();
        raw.codePoints()
                .forEach(c -> {
                    if (c < 0x20 || c == 0x7f) {
                        shown.append('^').append((char) (c ^ 0x40));
                    } else if (c >= 0x80 && c < 0xa0
                            || Character.getType(c) == Character.SURROGATE) {
                        shown.append('?');
                    } else {
                        shown.appendCodePoint(c);
                    }
                });
        return shown.toString();
    }
}

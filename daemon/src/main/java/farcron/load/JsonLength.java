package farcron.load;

/// Counts the bytes of compact JSON without making it.
final class JsonLength {

    private long length;

    long length() {
        return length;
    }

    /// @param structure as it will stand there, but with `'` in place of `"`
    void add(String structure) {
        length += structure.length();
    }

    /// With its quotes. Of a text that is too long in any case, not all is looked at.
    void addText(String text) {
        length += 2;
        if (text.length() > OverridesLength.MOST) {
            length += text.length();
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            length += bytes(text.charAt(i));
        }
    }

    /// Those between so many elements.
    void addCommas(int elements) {
        length += Math.max(0, elements - 1);
    }

    private static int bytes(char c) {
        return switch (c) {
            case '"', '\\', '\b', '\t', '\n', '\f', '\r' -> 2;
            default -> {
                if (c < ' ') {
                    yield 6;
                }
                boolean half = Character.isSurrogate(c);
                yield c < 0x80 ? 1 : c < 0x800 || half ? 2 : 3;
            }
        };
    }
}

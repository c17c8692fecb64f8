package farcron.doctor;

/// How something is that a doctor has looked at.
public enum Level {
    OK("ok"),
    /// Worth knowing, and not wrong.
    NOTE("note"),
    /// It works, though perhaps not as somebody expects.
    WARNING("warn"),
    FAIL("FAIL");

    private final String word;

    Level(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public boolean isProblem() {
        return this == WARNING || this == FAIL;
    }

    /// A line of a terminal.
    public String line(String text) {
        return "%-5s %s".formatted(word, text);
    }
}

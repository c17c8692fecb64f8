package farcron.doctor;

/// Something that [Doctor] has found.
///
/// @param about what was looked at, such as `time zone`
/// @param what is so
/// @param remedy what to do about it; empty where nothing is to be done
public record Finding(Level level, String about, String what, String remedy) {

    /// How it is.
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
    }

    public boolean isProblem() {
        return level == Level.WARNING || level == Level.FAIL;
    }

    /// As a line of a terminal, after the level.
    public String text() {
        return about + ": " + what + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}

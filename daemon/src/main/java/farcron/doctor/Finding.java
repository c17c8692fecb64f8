package farcron.doctor;

/// Something that [Doctor] has found.
///
/// @param about what was looked at, such as `time zone`
/// @param what is so
/// @param remedy what to do about it; empty where nothing is to be done
public record Finding(Level level, String about, String what, String remedy) {

    public boolean isProblem() {
        return level.isProblem();
    }

    /// As a line of a terminal, after the level.
    public String text() {
        return about + ": " + what + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}

package farcron.crontab;

/// Draws the values of `~`. cronie and OpenBSD draw anew each time they read the file, so that a
/// restart can lose or double a run; here the line itself decides, so a value changes only when the
/// line does, and differs from host to host.
final class StableDraw {

    private final String host;
    private final String source;
    private final String line;
    private String seed = "";

    StableDraw(String host, String source, String line) {
        this.host = host;
        this.source = source;
        this.line = line;
    }

    /// @param salt tells the draws of one line from each other
    int between(int first, int last, String salt) {
        if (seed.isEmpty()) {
            seed = Fingerprint.of(host, source, line).hex(16);
        }
        return first + Fingerprint.of(seed, salt).below(last - first + 1);
    }
}

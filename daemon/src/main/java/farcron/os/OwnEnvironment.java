package farcron.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The environment that this process was started with. Java has it too, but has read it in the
/// encoding of the locale, and a daemon mostly has none: what is not ASCII is lost then.
public final class OwnEnvironment {

    private OwnEnvironment() {}

    /// `NAME=value`, each with a zero byte behind it.
    public static byte[] bytes() {
        try {
            return Files.readAllBytes(Path.of("/proc/self/environ"));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read the daemon's environment; is /proc there?", e);
        }
    }
}

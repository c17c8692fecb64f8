package farcron.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What tells one start of this machine from another.
public final class BootId {

    private BootId() {}

    /// The kernel draws a new one at each boot; containers see that of their host.
    public static String current() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the boot id; is /proc mounted?", e);
        }
    }
}

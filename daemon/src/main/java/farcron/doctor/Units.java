package farcron.doctor;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What systemd starts at the next boot, as systemctl(1) leaves it behind.
record Units(Premises premises) {

    private static final String FOLDER = "/etc/systemd/system";
    private static final List<String> PLACES =
            List.of(FOLDER, "/usr/lib/systemd/system", "/lib/systemd/system");

    /// Whether systemd is the one who starts things here, sd_booted(3).
    boolean areUsed() {
        return premises.has("/run/systemd/system");
    }

    /// Whether systemd has it; a tarball brings it only at a takeover.
    boolean isThere(String unit) {
        return PLACES.stream().anyMatch(folder -> premises.has(folder + "/" + unit));
    }

    /// A package that is taken off may leave the wish for its unit behind.
    ///
    /// @param unit such as `cron.service`
    boolean isEnabled(String unit) {
        return isThere(unit) && !isMasked(unit) && isWanted(unit);
    }

    private boolean isMasked(String unit) {
        return premises.link(FOLDER + "/" + unit).equals(Optional.of("/dev/null"));
    }

    private boolean isWanted(String unit) {
        try (DirectoryStream<Path> wants =
                Files.newDirectoryStream(premises.at(FOLDER), "*.wants")) {
            for (Path want : wants) {
                if (Files.exists(want.resolve(unit), LinkOption.NOFOLLOW_LINKS)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            // No folder, no units.
        }
        return false;
    }
}

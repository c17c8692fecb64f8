package farcron.os;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

/// The files by which a cron knows, when it starts, that `@reboot` lines have run since the system
/// did. They lie where a boot leaves nothing.
///
/// @param ours says for which boot; so one that did survive misleads nobody
/// @param theirs the other cron's, which says so by its existence alone
public record BootMarkers(Path ours, Path theirs) {

    /// The kernel tells the moment of a boot in whole seconds.
    private static final Duration BLUR = Duration.ofSeconds(2);

    /// @param boot as in [BootId#withInit]
    public boolean tell(String boot) {
        return saysOurs(boot) || saysTheirs();
    }

    /// Tells the next daemon, be it ours or the other one.
    ///
    /// @throws IOException if one of the two cannot be written
    public void leave(String boot) throws IOException {
        Files.createDirectories(ours.getParent());
        Files.writeString(ours, boot + "\n");
        try {
            Files.createFile(
                    theirs,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("---------")));
        } catch (FileAlreadyExistsException _) {
            // It says so already.
        }
    }

    private boolean saysOurs(String boot) {
        try {
            return Files.readString(ours).strip().equals(boot);
        } catch (IOException _) {
            return false;
        }
    }

    private boolean saysTheirs() {
        try {
            Instant made = Files.getLastModifiedTime(theirs, LinkOption.NOFOLLOW_LINKS).toInstant();
            return isInMemory() || !made.plus(BLUR).isBefore(initStart());
        } catch (IOException _) {
            return false;
        }
    }

    /// A file in memory has not survived a boot, nor come with a container's image. There its time
    /// must not be asked for: a machine without a battery sets its clock when it is up already.
    private boolean isInMemory() throws IOException {
        return Files.getFileStore(theirs.getParent()).type().equals("tmpfs");
    }

    private static Instant initStart() {
        return ProcessHandle.of(1)
                .flatMap(init -> init.info().startInstant())
                .orElse(Instant.EPOCH);
    }
}

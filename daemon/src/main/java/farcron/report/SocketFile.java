package farcron.report;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The place of a Unix socket in the file system.
///
/// @param path of the socket; its folder is there already
record SocketFile(Path path) {

    /// `sun_path` of unix(7), less the NUL.
    private static final int LONGEST = 107;

    /// Makes the place free: a socket on which nobody answers was left by a daemon that was killed.
    ///
    /// @return why it cannot be used, with the remedy; empty if it can
    Optional<String> clear() {
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST) {
            return Optional.of(
                    "its path has "
                            + length
                            + " bytes, and a Unix socket's may have "
                            + LONGEST
                            + "; choose a shorter one with --socket");
        }
        try {
            return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? removeStale() : Optional.empty();
        } catch (IOException trouble) {
            return Optional.of(
                    "the old socket cannot be removed (" + trouble.getMessage() + "); remove it");
        }
    }

    private Optional<String> removeStale() throws IOException {
        var kind = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!kind.isOther()) {
            return Optional.of(
                    "something that is no socket is there; remove it or choose another place with"
                            + " --socket");
        }
        if (answers()) {
            return Optional.of(
                    "another farcron answers there; stop it or choose another place with --socket");
        }
        Files.delete(path);
        return Optional.empty();
    }

    private boolean answers() {
        try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// Everybody may connect: what a caller may see is decided by who it is.
    void openToAll() throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
    }

    /// Before the socket is closed, so that it is not somebody else's by then.
    void remove() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException _) {
            // The next daemon finds that nobody answers on it, and replaces it.
        }
    }
}

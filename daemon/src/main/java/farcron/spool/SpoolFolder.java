package farcron.spool;

import farcron.os.Account;
import farcron.os.FileState;
import farcron.os.OpenedFile;
import farcron.os.PrivateFiles;
import farcron.os.WholeFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The folder itself: one file for each user who has a crontab.
final class SpoolFolder {

    /// What a program may have put there; a text that is installed is much shorter.
    private static final int LARGEST = 16 << 20;

    /// So long no replacement takes.
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path path;

    SpoolFolder(Path path) {
        this.path = path;
    }

    /// What is checked is the file that was opened, and that very file is read. Nothing is read
    /// through a link, lest the spool show other files than crontabs.
    ///
    /// @param privileged whether root's file will do, too
    Optional<byte[]> read(Account user, boolean privileged) throws IOException {
        Path file = path.resolve(user.name());
        try (OpenedFile opened = OpenedFile.of(file)) {
            FileState state = opened.state();
            if (!state.isRegular()) {
                throw new IOException(file + ": Not a regular file.");
            }
            if (state.links() > 1) {
                throw new IOException(file + ": Has other names; put a copy of it in its place.");
            }
            if (state.uid() != user.uid() && !(privileged && state.uid() == 0)) {
                throw new IOException(
                        "%s: Belongs to user number %d; chown %s %s"
                                .formatted(file, state.uid(), user.name(), file));
            }
            return Optional.of(opened.read(LARGEST));
        } catch (NoSuchFileException | NotDirectoryException _) {
            return Optional.empty();
        }
    }

    void write(Account owner, byte[] stored) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path.toAbsolutePath().getParent());
            PrivateFiles.createDirectory(path);
        }
        WholeFile.replace(path.resolve(owner.name()), stored, owner);
    }

    void delete(String user) throws IOException {
        WholeFile.delete(path.resolve(user));
    }

    void sweep(Instant now) throws IOException {
        if (Files.isDirectory(path)) {
            WholeFile.sweep(path, now.minus(ABANDONED));
        }
    }
}

package farcron.spool;

import farcron.os.Account;
import farcron.os.PrivateFiles;
import farcron.os.WholeFile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

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

    /// Nothing is read through a link, lest the spool show other files than crontabs.
    Optional<byte[]> read(String user) throws IOException {
        Path file = path.resolve(user);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + ": Not a regular file.");
        }
        var options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try (InputStream in = Channels.newInputStream(Files.newByteChannel(file, options))) {
            return Optional.of(in.readNBytes(LARGEST));
        } catch (NoSuchFileException _) {
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

package farcron.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files and directories that only this user can read.
public final class PrivateFiles {

    private static final FileAttribute<Set<PosixFilePermission>> FILE = mode("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY = mode("rwx------");

    private PrivateFiles() {}

    /// @throws FileAlreadyExistsException if the name is taken, by whatever
    public static void createDirectory(Path directory) throws IOException {
        Files.createDirectory(directory, DIRECTORY);
    }

    /// Makes a directory in a place where others may write, or takes the one that is there, if it
    /// really is one, ours, and closed to others.
    public static void ownDirectory(Path directory) throws IOException {
        try {
            createDirectory(directory);
        } catch (FileAlreadyExistsException _) {
            if (!isOurs(directory, 0077)) {
                throw new IOException(
                        directory + " is not a directory that belongs to this user alone");
            }
        }
    }

    /// Whether this is a directory of ours, and not a link to one, in which nobody has any of these
    /// rights.
    ///
    /// @param rights as in chmod(2)
    public static boolean isOurs(Path directory, int rights) throws IOException {
        var unix = Files.readAttributes(directory, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && unix.get("uid").equals(Files.getAttribute(self(), "unix:uid"))
                && ((Integer) unix.get("mode") & rights) == 0;
    }

    /// Makes a file with these bytes. It does not replace one, and after an exception whatever part
    /// of it was written is not to be used.
    public static void create(Path file, byte[] bytes) throws IOException {
        Set<StandardOpenOption> fresh =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (SeekableByteChannel channel = Files.newByteChannel(file, fresh, FILE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
    }

    /// Whether this process has root's rights on files.
    public static boolean isRoots() throws IOException {
        return Files.getAttribute(self(), "unix:uid").equals(0);
    }

    private static Path self() {
        return Path.of("/proc/self");
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }
}

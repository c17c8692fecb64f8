package farcron.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.UUID;

/// Replaces small files as a whole: whoever reads one, and whatever happens meanwhile, `kill -9`
/// and a full disk included, finds the old text or the new one. When it is said to be done, it is
/// on the disk.
public final class WholeFile {

    /// Begins with a dot: no cron takes such a name for a user's crontab.
    private static final String UNFINISHED = ".farcron-";

    /// Set-id bits are none: what somebody else has written would have root's rights for a moment.
    private static final int PERMISSIONS = 0777;

    private WholeFile() {}

    /// Only the owner can read the file afterwards. A symbolic link in its place is replaced, not
    /// followed.
    public static void replace(Path file, byte[] bytes) throws IOException {
        Path fresh = write(file, bytes);
        try {
            moveInto(file, fresh);
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(fresh);
            throw failure;
        }
    }

    /// The same for a file of an account; its group is that of the folder, as with a crontab.
    public static void replace(Path file, byte[] bytes, Account owner) throws IOException {
        Path fresh = write(file, bytes);
        try {
            give(fresh, (int) owner.uid(), (int) Files.getAttribute(folder(file), "unix:gid"));
            moveInto(file, fresh);
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(fresh);
            throw failure;
        }
    }

    /// Gives a file another text, and leaves all else about it as it is: owner, group, permissions,
    /// and its extended attributes, which SELinux and access lists are.
    ///
    /// Where others than root can change the folder, root must not do this: see [StrangeHands].
    ///
    /// @param seen the file whose text the new one was made of
    /// @throws IOException also if it is another one by now
    public static void rewrite(Path file, byte[] bytes, FileIdentity seen) throws IOException {
        Path fresh = write(file, bytes);
        try {
            var unix = Files.readAttributes(file, "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
            Labels.copy(file, fresh);
            Files.setAttribute(fresh, "unix:mode", (int) unix.get("mode") & PERMISSIONS);
            // Last of all: its owner may put another one in its place.
            give(fresh, (int) unix.get("uid"), (int) unix.get("gid"));
            if (!FileIdentity.of(file, LinkOption.NOFOLLOW_LINKS).equals(seen)) {
                throw new IOException("it was changed meanwhile; try again");
            }
            moveInto(file, fresh);
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(fresh);
            throw failure;
        }
    }

    /// @return whether there was one
    public static boolean delete(Path file) throws IOException {
        boolean deleted = Files.deleteIfExists(file);
        sync(folder(file));
        return deleted;
    }

    /// Deletes what replacements have left that were killed before this moment.
    public static void sweep(Path folder, Instant before) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
            for (Path file : left) {
                FileTime touched = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
                if (touched.toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static Path write(Path file, byte[] bytes) throws IOException {
        Path fresh = folder(file).resolve(UNFINISHED + UUID.randomUUID());
        PrivateFiles.create(fresh, new byte[0]);
        try (FileChannel channel =
                FileChannel.open(fresh, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
            return fresh;
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(fresh);
            throw failure;
        }
    }

    /// Before the name is one that counts; never through a link.
    private static void give(Path fresh, int uid, int gid) throws IOException {
        if (!Files.getAttribute(fresh, "unix:gid", LinkOption.NOFOLLOW_LINKS).equals(gid)) {
            Files.setAttribute(fresh, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        }
        if (!Files.getAttribute(fresh, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(uid)) {
            Files.setAttribute(fresh, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static void moveInto(Path file, Path fresh) throws IOException {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        sync(folder(file));
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path folder(Path file) {
        return file.toAbsolutePath().getParent();
    }
}

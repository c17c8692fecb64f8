package farcron;

import farcron.os.PrivateFiles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// The folder that holds what the daemon keeps, and the lock that only one daemon can hold.
///
/// @param trouble why it cannot be used, with the remedy; empty if all is well
record StateFolder(Path path, Optional<FileLock> lock, String trouble) {

    private static final String RUNS = "runs";
    private static final String DATABASE = "farcron.db";
    private static final int OTHERS_MAY_WRITE = 0022;

    /// @param root whether the daemon has root's rights
    /// @throws CannotStartException if another daemon is at work there, or if root would have to
    ///   trust somebody else
    static StateFolder open(Path path, boolean root) throws CannotStartException {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            make(path);
            refuseOthers(path, root);
            PrivateFiles.ownDirectory(path.resolve(RUNS));
            makeDatabase(path.resolve(DATABASE));
            return new StateFolder(path, Optional.of(lock(path)), "");
        } catch (IOException failure) {
            return new StateFolder(
                    path,
                    Optional.empty(),
                    "the state folder "
                            + path
                            + " cannot be used: "
                            + failure
                            + "; make it writable for this user, or choose another with --state;"
                            + " until then jobs run, but nothing is kept of them");
        }
    }

    private static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            PrivateFiles.createDirectory(folder);
        }
    }

    /// What lies there is believed, and done: whoever can write there can have it done.
    private static void refuseOthers(Path folder, boolean root)
            throws IOException, CannotStartException {
        if (PrivateFiles.isOurs(folder.toRealPath(), OTHERS_MAY_WRITE)) {
            return;
        }
        String others = "it is not this user's, or others may write to it";
        if (root) {
            throw new CannotStartException(
                    "the state folder %s cannot be used: %s; chown it, chmod go-w it, or choose"
                                    .formatted(folder, others)
                            + " another with --state");
        }
        throw new IOException(others);
    }

    /// Empty, which is what SQLite takes for a new one: but readable for nobody else.
    private static void makeDatabase(Path file) throws IOException {
        try {
            PrivateFiles.create(file, new byte[0]);
        } catch (FileAlreadyExistsException _) {
            // It is an earlier daemon's.
        }
    }

    private static FileLock lock(Path path) throws IOException, CannotStartException {
        FileChannel file =
                FileChannel.open(
                        path.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        FileLock lock = file.tryLock();
        if (lock == null) {
            ByteBuffer pid = ByteBuffer.allocate(20);
            file.read(pid, 0);
            String other = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
            file.close();
            throw new CannotStartException(
                    "another farcron (pid "
                            + other.strip()
                            + ") uses "
                            + path
                            + "; stop it, or choose another folder with --state");
        }
        writePid(file);
        return lock;
    }

    /// Only for the message to a second daemon; the lock holds without it.
    private static void writePid(FileChannel file) {
        byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
        try {
            file.truncate(0);
            file.write(ByteBuffer.wrap(pid), 0);
        } catch (IOException _) {
            // The disk is full, perhaps: a reason to keep the lock, not to lose it.
        }
    }

    Path database() {
        return path.resolve(DATABASE);
    }

    Path runs() {
        return path.resolve(RUNS);
    }

    void release() {
        lock.ifPresent(held -> {
            try {
                held.acquiredBy().close();
            } catch (IOException _) {
                // The kernel lets go of it anyway when the process ends.
            }
        });
    }
}

package farcron;

import farcron.os.PrivateFiles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// The folder that holds what the daemon keeps, and the lock that only one daemon can hold.
///
/// @param trouble why it cannot be used, with the remedy; empty if all is well
record StateFolder(Path path, Optional<FileLock> lock, String trouble) {

    private static final String RUNS = "runs";

    /// @throws CannotStartException if another daemon is at work there
    static StateFolder open(Path path) throws CannotStartException {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            make(path);
            make(path.resolve(RUNS));
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
        return path.resolve("farcron.db");
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

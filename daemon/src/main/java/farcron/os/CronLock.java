package farcron.os;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The lock by which crons see to it that a machine has one of them: flock(2) on the file with the
/// daemon's process number, for as long as it lives. The kernel lets go of it however that ends; no
/// job inherits it.
///
/// Java's own file locks are those of fcntl(2), of which flock(2) knows nothing.
public final class CronLock implements AutoCloseable {

    private static final int O_RDWR = 2;
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;

    private final int descriptor;

    private CronLock(int descriptor) {
        this.descriptor = descriptor;
    }

    /// Another cron lives.
    public static final class TakenException extends Exception {
        private static final long serialVersionUID = 1;

        /// @param holder what it has written into the file
        TakenException(String holder) {
            super(holder);
        }
    }

    /// Takes the lock and writes this process's number into the file, where the other cron looks
    /// for it.
    ///
    /// @throws TakenException with the number of the process that has it, as the file tells it
    /// @throws IOException if the file cannot be opened
    public static CronLock take(Path file) throws IOException, TakenException {
        create(file);
        int descriptor = Libc.open(file, O_RDWR | Libc.O_CLOEXEC);
        try {
            Libc.call("flock", file, descriptor, LOCK_EX | LOCK_NB);
        } catch (IOException _) {
            Libc.close(descriptor);
            throw new TakenException(Files.readString(file).strip());
        }
        Files.writeString(file, ProcessHandle.current().pid() + "\n");
        return new CronLock(descriptor);
    }

    /// Closed to all others, who could take the lock by opening the file, and so keep every cron
    /// from starting.
    private static void create(Path file) throws IOException {
        var closed = PosixFilePermissions.fromString("rw-------");
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(closed));
        } catch (FileAlreadyExistsException _) {
            Files.setPosixFilePermissions(file, closed); // an earlier cron left it
        }
    }

    /// The file stays, as cron's does: whoever waits for the lock has it open.
    @Override
    public void close() throws IOException {
        Libc.close(descriptor);
    }
}

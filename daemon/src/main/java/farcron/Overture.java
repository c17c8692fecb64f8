package farcron;

import farcron.os.NotifySocket;
import farcron.os.OpenedFile;
import farcron.record.RunFolders;
import farcron.record.RunStore;
import farcron.report.EventLog;
import farcron.report.StatusServer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Libraries take a while to set themselves up, however little they are given to do: those that
/// log, keep the record, answer and reach the C library do so while the crontabs are read. It is no
/// part of the daemon's work, and if it fails nothing is lost.
final class Overture {

    private Overture() {}

    /// Goes on beside whoever calls.
    ///
    /// @param ofMachine whether the daemon is for the machine's crontabs, which are opened and
    ///   locked by ways that only the C library has
    static void begin(InstantSource time, boolean ofMachine) {
        beside("overture", () -> libraries(time));
        Optional<NotifySocket> manager = NotifySocket.of(System.getenv());
        if (ofMachine || manager.isPresent()) {
            beside("overture-c", () -> systemCalls(manager));
        }
    }

    private static void beside(String name, Runnable part) {
        Thread.ofPlatform().daemon().name(name).start(() -> play(part));
    }

    private static void play(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException | LinkageError _) {
            // Whoever needs it next finds the same, and tells.
        }
    }

    /// In the order in which they are needed.
    private static void libraries(InstantSource time) {
        EventLog.prepare();
        try (RunStore record = nobodys(time)) {
            record.recover();
            record.recall().newest(List.of());
        }
        StatusServer.prepare();
    }

    private static void systemCalls(Optional<NotifySocket> manager) {
        try {
            OpenedFile.of(Path.of("/")).close();
        } catch (IOException _) {
            // As above.
        }
        manager.ifPresent(NotifySocket::prepare);
    }

    /// A record in memory, of runs that do not exist.
    static RunStore nobodys(InstantSource time) {
        return new RunStore(Path.of(":memory:"), new RunFolders(List.of()), time);
    }
}

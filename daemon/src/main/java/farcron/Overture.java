package farcron;

import farcron.os.NotifySocket;
import farcron.record.RunFolders;
import farcron.record.RunStore;
import farcron.report.EventLog;
import farcron.report.StatusServer;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// Libraries take a while to set themselves up, however little they are given to do: those that
/// log, keep the record, answer and reach the C library do so while the crontabs are read. It is no
/// part of the daemon's work, and if it fails nothing is lost.
record Overture(InstantSource time) implements Runnable {

    /// Goes on beside whoever calls.
    static void begin(InstantSource time) {
        Thread.ofPlatform().daemon().name("overture").start(new Overture(time));
    }

    @Override
    public void run() {
        try {
            play();
        } catch (RuntimeException | LinkageError _) {
            // Whoever needs it next finds the same, and tells.
        }
    }

    /// In the order in which they are needed.
    private void play() {
        EventLog.prepare();
        try (RunStore record = nobodys(time)) {
            record.recover();
            record.recall().newest(List.of());
        }
        StatusServer.prepare();
        NotifySocket.of(System.getenv()).ifPresent(NotifySocket::prepare);
    }

    /// A record in memory, of runs that do not exist.
    static RunStore nobodys(InstantSource time) {
        return new RunStore(Path.of(":memory:"), new RunFolders(List.of()), time);
    }
}

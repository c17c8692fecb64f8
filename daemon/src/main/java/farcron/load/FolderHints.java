package farcron.load;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The kernel's hints that something in a folder has changed, with one inotify watch for each. They
/// get lost: on network file systems, behind symbolic links, when too many come at once, when the
/// user has no watches left. Nothing relies on them.
final class FolderHints {

    /// Many hints within this time are one.
    private static final Duration TOGETHER = Duration.ofMillis(20);

    private final Runnable changed;
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private Optional<WatchService> service = Optional.empty();

    /// @param changed called on a thread of its own
    FolderHints(Runnable changed) {
        this.changed = changed;
    }

    /// From now on hints come from these folders, as far as they are there and can be watched: one
    /// that comes later, or that another one has taken the place of, counts from the next call on.
    /// The calls belong to one thread.
    void listen(List<Path> folders) {
        try {
            if (service.isEmpty()) {
                WatchService fresh = FileSystems.getDefault().newWatchService();
                Thread.ofVirtual().name("crontab-hints").start(() -> pass(fresh));
                service = Optional.of(fresh);
            }
            for (Path folder : folders) {
                listen(service.get(), folder);
            }
        } catch (IOException _) {
            // No inotify on this machine, or none left for this user; perhaps next time.
        }
    }

    /// For a folder that is watched already this changes nothing.
    private void listen(WatchService on, Path folder) {
        try {
            WatchKey key =
                    folder.register(
                            on,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE);
            WatchKey before = keys.put(folder, key);
            if (before != null && !before.equals(key)) {
                before.cancel();
            }
        } catch (IOException _) {
            // It is not there, or no watch is left.
        }
    }

    private void pass(WatchService from) {
        try {
            while (true) {
                WatchKey key = from.take();
                TimeUnit.NANOSECONDS.sleep(TOGETHER.toNanos());
                key.pollEvents();
                key.reset();
                changed.run();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

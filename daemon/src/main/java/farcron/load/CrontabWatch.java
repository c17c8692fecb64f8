package farcron.load;

import farcron.job.JobTable;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The thread that notices changed crontabs. The kernel's notice of a change is only a hint to look
/// at once; the files are looked at shortly before each minute in any case, because hints get lost:
/// on network file systems, behind symbolic links, when too many come at once.
public final class CrontabWatch {

    private static final int LAST_LOOK_AT_SECOND = 58;

    /// An editor may write a file in several steps; so long it must be left alone.
    private static final Duration SETTLED = Duration.ofMillis(50);

    private final CrontabLoader loader;
    private final List<Path> folders;
    private final InstantSource time;
    private final Consumer<JobTable> changed;
    private final Consumer<String> trouble;
    private final Thread thread = Thread.ofPlatform().name("crontab-watch").unstarted(this::run);
    private Optional<WatchService> hints = Optional.empty();

    /// @param changed told each new table
    public CrontabWatch(
            CrontabLoader loader,
            List<Path> files,
            InstantSource time,
            Consumer<JobTable> changed,
            Consumer<String> trouble) {
        this.loader = loader;
        this.folders =
                files.stream().map(file -> file.toAbsolutePath().getParent()).distinct().toList();
        this.time = time;
        this.changed = changed;
        this.trouble = trouble;
    }

    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /// Looks at the files now; any thread.
    public void look() {
        thread.interrupt();
    }

    private void run() {
        while (true) {
            try {
                refresh();
                awaitReason();
            } catch (InterruptedException _) {
                // Somebody asks to look now: the next round does.
            } catch (RuntimeException bug) {
                trouble.accept("the crontabs could not be looked at: " + bug);
            }
        }
    }

    private void refresh() {
        if (hints.isEmpty()) {
            listen();
        }
        loader.refresh().ifPresent(changed);
    }

    private void listen() {
        try {
            WatchService service = FileSystems.getDefault().newWatchService();
            hints = Optional.of(service);
            folders.forEach(folder -> listen(service, folder));
        } catch (IOException _) {
            // No hints on this machine: the look before each minute is enough.
        }
    }

    private static void listen(WatchService service, Path folder) {
        try {
            folder.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException _) {
            // A folder that is not there now may come; its files are looked at all the same.
        }
    }

    /// Lets go of the kernel's watches, of which each user has few; new ones are made next time.
    private void stopListening() {
        try {
            if (hints.isPresent()) {
                hints.get().close();
            }
        } catch (IOException failure) {
            trouble.accept("a watch on crontabs could not be closed: " + failure);
        }
        hints = Optional.empty();
    }

    private void awaitReason() throws InterruptedException {
        long wait = untilLastLook(time.instant()).toMillis();
        if (hints.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(wait);
            return;
        }
        WatchKey key = hints.get().poll(wait, TimeUnit.MILLISECONDS);
        while (key != null) {
            key.pollEvents();
            if (!key.reset()) {
                stopListening();
                return;
            }
            key = hints.get().poll(SETTLED.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    static Duration untilLastLook(Instant now) {
        long second = Math.floorMod(now.getEpochSecond(), 60L);
        long wait = Math.floorMod(LAST_LOOK_AT_SECOND - second - 1, 60L) + 1;
        return Duration.between(now, Instant.ofEpochSecond(now.getEpochSecond() + wait));
    }
}

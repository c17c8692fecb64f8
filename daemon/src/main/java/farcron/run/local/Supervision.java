package farcron.run.local;

import farcron.job.Outcome;
import farcron.job.RunFolder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/// Has commands run from their folders, and tells the end of each. No thread and no process of this
/// JVM waits for one: a resident [Spawner] starts them, and supervising shells tell when they have
/// ended.
///
/// The thread `local-starter` writes the folders and owns the spawner. The thread `local-ends`
/// hears of ends, and `local-watch` looks for those of which nobody tells.
final class Supervision {

    private static final Logger LOG = LoggerFactory.getLogger("farcron");

    private static final int ATTEMPTS = 5;
    private static final Duration ATTEMPT_AGAIN = Duration.ofMillis(200);
    private static final Duration CLAIMED_WITHIN = Duration.ofSeconds(10);
    private static final Duration STOP_AGAIN = Duration.ofMillis(50);

    private final LocalSettings settings;
    private final ExecutorService starter =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("local-starter").daemon().factory());
    private final LiveRuns live;

    /// Whose end is still to be told; who takes one out tells it.
    private final Map<Long, Consumer<Sight.End>> open = new ConcurrentHashMap<>();

    /// What may still have to be asked for once more.
    private final Map<Long, Task> tasks = new ConcurrentHashMap<>();

    private Optional<Spawner> spawner = Optional.empty();
    private volatile boolean closed;

    Supervision(LocalSettings settings) {
        this.settings = settings;
        this.live = new LiveRuns(new OutputCap(settings.limit()), this::look);
        later("starting the helper process", this::prepareSpawner);
    }

    /// Before anything else is said of an id.
    ///
    /// @param ended is told its end, once, on any thread
    void expect(long id, Consumer<Sight.End> ended) {
        open.put(id, ended);
    }

    /// What is done on `local-starter`.
    void later(String what, Runnable task) {
        try {
            starter.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException | LinkageError e) {
                    LOG.error("failed: " + what, e);
                }
            });
        } catch (RejectedExecutionException _) {
            // Closed: the next daemon finds the run as it is.
        }
    }

    /// What is done on `local-starter` for the start of an id. If it breaks off, it is done again,
    /// and given up in the end.
    void begin(long id, String what, Runnable deed) {
        later(what, () -> attempt(id, what, deed, 1));
    }

    private void attempt(long id, String what, Runnable deed, int attempt) {
        if (!open.containsKey(id)) {
            return;
        }
        try {
            deed.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("failed: " + what, e);
            if (attempt < ATTEMPTS) {
                Runnable again = () -> attempt(id, what, deed, attempt + 1);
                live.after(ATTEMPT_AGAIN, () -> later(what, again));
            } else {
                giveUp(id, what + " failed: " + e);
            }
        }
    }

    /// Unless it has been started after all.
    private void giveUp(long id, String reason) {
        Task task = tasks.get(id);
        if (task == null || task.withdraw()) {
            abandon(id, reason);
        }
    }

    /// On `local-starter`.
    void launch(Task task) {
        if (live.folder(task.id()).isPresent()) {
            askAgain(task.id()); // the attempt that broke off may have got as far as the spawner
            return;
        }
        tasks.put(task.id(), task);
        try {
            request(task, task.prepare(), 1);
        } catch (IOException e) {
            abandon(task.id(), e.getMessage());
        }
    }

    /// What has been started already, by this daemon or an earlier one.
    void watch(long id, RunFolder folder) {
        live.watch(id, folder, LiveRuns.Care.CLOSE);
    }

    /// It will not be started.
    void abandon(long id, String reason) {
        tell(id, new Sight.Over(new Outcome.NotStarted(reason)));
    }

    void stop(long id, String signal) {
        later("stopping run " + id, () -> signal(id, signal));
    }

    /// Lets go of all that runs; it goes on.
    void close() {
        closed = true;
        live.close();
        later("ending the helper process", () -> spawner.ifPresent(Spawner::close));
        starter.shutdown();
    }

    /// A supervisor found no room for its claim, and so did not start the command.
    private void launchElsewhere(long id) {
        Task task = tasks.get(id);
        Optional<RunFolder> full = live.folder(id);
        if (task == null || full.isEmpty() || !(Claim.of(full.get()) instanceof Claim.Empty)) {
            return;
        }
        try {
            request(task, task.prepareElsewhere(full.get()), 1);
        } catch (IOException e) {
            abandon(id, e.getMessage());
        }
    }

    /// However often a folder is asked for, it is started once.
    private void request(Task task, RunFolder folder, int attempt) {
        if (!open.containsKey(task.id())) {
            return;
        }
        live.watch(task.id(), folder, LiveRuns.Care.LOOSE);
        try {
            spawner().run(task.id(), task.drop(), folder.path());
        } catch (IOException e) {
            spawner.ifPresent(Spawner::close);
            spawner = Optional.empty();
            if (attempt < ATTEMPTS) {
                Runnable again = () -> request(task, folder, attempt + 1);
                live.after(
                        ATTEMPT_AGAIN, () -> begin(task.id(), "starting run " + task.id(), again));
            } else if (task.withdraw()) {
                abandon(task.id(), e.getMessage());
            }
        }
    }

    /// The one that is alive, or a new one; on `local-starter` only.
    private Spawner spawner() throws IOException {
        if (spawner.isEmpty() || !spawner.get().alive()) {
            spawner = Optional.empty();
            spawner = Optional.of(Spawner.start(settings, this::answer, this::spawnerDied));
        }
        return spawner.get();
    }

    private void prepareSpawner() {
        try {
            spawner();
        } catch (IOException e) {
            LOG.error("no local job can be started at present", e);
        }
    }

    private void spawnerDied() {
        if (closed) {
            return;
        }
        LOG.error(
                "the helper process that starts commands has ended; starting another (running"
                        + " jobs go on)");
        live.watchClosely();
        later("asking again", () -> tasks.keySet().forEach(this::askSoon));
        later("starting the helper process", this::prepareSpawner);
    }

    private void askSoon(long id) {
        begin(id, "asking again for run " + id, () -> askAgain(id));
    }

    private void askAgain(long id) {
        Task task = tasks.get(id);
        Optional<RunFolder> folder = live.folder(id);
        if (task == null || folder.isEmpty()) {
            return;
        }
        switch (Claim.of(folder.get())) {
            case Claim.None _ -> request(task, folder.get(), 1);
            case Claim.Empty _ -> launchElsewhere(id);
            case Claim.Held _, Claim.Withdrawn _ -> {}
        }
    }

    /// A line from a supervisor; on `local-ends`.
    private void answer(String line) {
        int blank = line.indexOf(' ');
        try {
            long id = Long.parseLong(line.substring(blank + 1));
            switch (line.substring(0, Math.max(blank, 0))) {
                case "ended" -> live.folder(id).ifPresent(folder -> look(id, folder));
                case "full" -> begin(id, "moving run " + id, () -> launchElsewhere(id));
                default -> LOG.warn("unexpected answer: " + line);
            }
        } catch (RuntimeException e) {
            LOG.error("cannot follow the answer: " + line, e);
        }
    }

    /// Tells the end of a run if its folder shows one; asks again if nobody took it.
    private void look(long id, RunFolder folder) {
        switch (Sight.of(folder)) {
            case Sight.Running _ -> tasks.remove(id);
            case Sight.End end -> tell(id, end);
            case Sight.Unclaimed _ -> {
                if (tasks.containsKey(id) && live.age(id).compareTo(CLAIMED_WITHIN) > 0) {
                    askSoon(id);
                }
            }
        }
    }

    private void tell(long id, Sight.End end) {
        Optional<Consumer<Sight.End>> ended = Optional.ofNullable(open.remove(id));
        live.end(id);
        tasks.remove(id);
        ended.ifPresent(waiting -> waiting.accept(end));
    }

    /// To the process group of the job; tried again while it is about to start.
    private void signal(long id, String name) {
        if (!open.containsKey(id)) {
            return;
        }
        Optional<Stop> stop = live.folder(id).flatMap(Stop::of);
        try {
            if (stop.isPresent()) {
                spawner().stop(name, stop.get());
            }
        } catch (IOException e) {
            LOG.error("cannot send SIG" + name + " to run " + id, e);
        }
        if (stop.isEmpty()) {
            live.after(STOP_AGAIN, () -> stop(id, name));
        }
    }
}

package farcron.run.local;

import farcron.job.Outcome;
import farcron.job.RunFolder;
import farcron.os.ControlGroup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

    private final Starter starter = new Starter();
    private final LiveRuns live;
    private final Spawning spawning;
    private final Stopping stopping;
    private final Groups groups;

    /// @param remains of what was asked to end
    private record Expected(Consumer<Sight.End> ended, Remains remains) {}

    /// Whose end is still to be told; who takes one out tells it.
    private final Map<Long, Expected> open = new ConcurrentHashMap<>();

    /// What may still have to be asked for once more.
    private final Map<Long, Task> tasks = new ConcurrentHashMap<>();

    private volatile boolean closed;

    Supervision(LocalSettings settings) {
        this.live = new LiveRuns(new OutputCap(settings.limit()), this::look);
        this.spawning = new Spawning(settings, this::answer, this::spawnerDied);
        this.groups = new Groups(live::after);
        this.stopping =
                new Stopping(
                        starter,
                        live,
                        spawning,
                        id -> Optional.ofNullable(open.get(id)).map(Expected::remains));
        starter.later("starting the helper process", spawning::prepare);
    }

    /// Before anything else is said of an id.
    ///
    /// @param id that was never used before
    /// @param ended is told its end, once, on any thread
    void expect(long id, Consumer<Sight.End> ended) {
        open.put(id, new Expected(ended, new Remains()));
    }

    /// What is done on `local-starter` for the start of an id. If it breaks off, it is done again,
    /// and given up in the end.
    void begin(long id, String what, Runnable deed) {
        starter.later(what, () -> attempt(id, what, deed, 1));
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
                live.after(ATTEMPT_AGAIN, () -> starter.later(what, again));
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
        groups.adopt(id, folder);
        live.watch(id, folder, LiveRuns.Care.CLOSE);
    }

    /// It will not be started.
    void abandon(long id, String reason) {
        tell(id, new Sight.Over(new Outcome.NotStarted(reason)));
    }

    /// Its end is told when nothing of it is left.
    void stop(long id, Signal signal) {
        stopping.stop(id, signal);
    }

    /// Does something on `local-starter`.
    void later(String what, Runnable task) {
        starter.later(what, task);
    }

    /// Does something later, on `local-watch`.
    void after(Duration delay, Runnable task) {
        live.after(delay, task);
    }

    /// Lets go of all that runs; it goes on.
    void close() {
        closed = true;
        live.close();
        starter.later("ending the helper process", spawning::close);
        starter.close();
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
            Spawner spawner = spawning.spawner();
            Optional<ControlGroup> group = groups.make(task, spawner.scope());
            spawner.run(task.id(), task.drop(), group, folder.path());
        } catch (Groups.RefusedException refusal) {
            if (task.withdraw()) {
                abandon(task.id(), refusal.getMessage());
            }
        } catch (IOException e) {
            spawning.close();
            if (attempt < ATTEMPTS) {
                Runnable again = () -> request(task, folder, attempt + 1);
                live.after(
                        ATTEMPT_AGAIN, () -> begin(task.id(), "starting " + folder.path(), again));
            } else if (task.withdraw()) {
                abandon(task.id(), e.getMessage());
            }
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
        starter.later("asking again", () -> tasks.keySet().forEach(this::askSoon));
        starter.later("starting the helper process", spawning::prepare);
    }

    private void askSoon(long id) {
        begin(id, "asking again for " + live.name(id), () -> askAgain(id));
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
                case "full" -> begin(id, "moving " + live.name(id), () -> launchElsewhere(id));
                default -> LOG.warn("unexpected answer: " + line);
            }
        } catch (RuntimeException e) {
            LOG.error("cannot follow the answer: " + line, e);
        }
    }

    /// Tells the end of a run if its folder shows one; asks again if nobody took it.
    private void look(long id, RunFolder folder) {
        if (closed) {
            return; // what becomes of it is the next daemon's matter
        }
        switch (Sight.of(folder)) {
            case Sight.Running _ -> tasks.remove(id);
            case Sight.End end -> end(id, end);
            case Sight.Unclaimed _ -> {
                if (!tasks.containsKey(id)) {
                    lookForWhatRan(id, folder);
                } else if (live.age(id).compareTo(CLAIMED_WITHIN) > 0) {
                    askSoon(id);
                }
            }
        }
    }

    /// It was claimed, and no task is left of it: if it still looks unclaimed, it can be seen no
    /// more.
    private void lookForWhatRan(long id, RunFolder folder) {
        boolean moved = !live.folder(id).equals(Optional.of(folder));
        if (!moved && Sight.of(folder) instanceof Sight.Unclaimed) {
            end(id, Sight.lost("its folder was deleted while it ran"));
        }
    }

    /// Of what was asked to end, something may be left that must not outlive it.
    private void end(long id, Sight.End end) {
        Expected expected = open.get(id);
        if (expected == null || !expected.remains().any()) {
            tell(id, end);
            return;
        }
        Runnable look =
                () -> {
                    if (expected.remains().areGone()) {
                        tell(id, end);
                    }
                };
        starter.later("looking for what is left of " + live.name(id), look);
    }

    private void tell(long id, Sight.End end) {
        Optional<Expected> expected = Optional.ofNullable(open.remove(id));
        live.end(id);
        tasks.remove(id);
        expected.ifPresent(waiting -> waiting.ended().accept(end));
        groups.ended(id);
    }
}

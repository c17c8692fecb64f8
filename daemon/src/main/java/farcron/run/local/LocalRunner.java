package farcron.run.local;

import farcron.job.Job;
import farcron.job.Outcome;
import farcron.job.RunFolder;
import farcron.job.RunRecord;
import farcron.os.Account;
import farcron.os.Accounts;
import farcron.run.Ended;
import farcron.run.Runner;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/// Runs jobs as processes of this machine. No thread and no process of this JVM waits for them: a
/// resident [Spawner] starts them, and supervising shells tell when they have ended.
///
/// The thread `local-starter` writes the run folders and owns the spawner. The thread `local-ends`
/// hears of ends, and `local-watch` looks for those of which nobody tells.
public final class LocalRunner implements Runner {

    private static final Logger LOG = LoggerFactory.getLogger("farcron");

    /// Where the command that gives up the daemon's privileges would stand.
    private static final List<String> NO_DROP = List.of();

    private static final int ATTEMPTS = 5;
    private static final Duration ATTEMPT_AGAIN = Duration.ofMillis(200);
    private static final Duration CLAIMED_WITHIN = Duration.ofSeconds(10);
    private static final Duration STOP_AGAIN = Duration.ofMillis(50);

    private final LocalSettings settings;
    private final RunRoots roots;
    private final Accounts accounts;
    private final Account self;
    private final Ended ended;

    private final ExecutorService starter =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("local-starter").daemon().factory());
    private final LiveRuns live;

    /// Runs whose end is still to be told; who takes one out tells it.
    private final Set<Long> open = ConcurrentHashMap.newKeySet();

    private final Map<Long, Order> orders = new ConcurrentHashMap<>();
    private Optional<Spawner> spawner = Optional.empty();
    private volatile boolean closed;

    private record Order(RunRecord run, Job job) {}

    private record Stop(long supervisor, long job) {}

    public LocalRunner(RunRoots roots, LocalSettings settings, Accounts accounts, Ended ended) {
        this.roots = roots;
        this.settings = settings;
        this.accounts = accounts;
        this.ended = ended;
        this.self = accounts.current();
        this.live = new LiveRuns(new OutputCap(settings.limit()), this::look);
        later("starting the helper process", this::prepareSpawner);
    }

    @Override
    public void start(RunRecord run, Job job) {
        open.add(run.id());
        orders.put(run.id(), new Order(run, job));
        later("starting run " + run.id(), () -> launch(run.id()));
    }

    @Override
    public boolean adopt(RunRecord run) {
        Optional<RunFolder> folder = roots.claimed(run.id());
        if (folder.isEmpty() && roots.withdraw(run.id())) {
            return false;
        }
        open.add(run.id());
        // A straggling supervisor may have been faster than our withdrawal.
        folder.or(() -> roots.claimed(run.id()))
                .ifPresent(claimed -> live.watch(run.id(), claimed, LiveRuns.Care.CLOSE));
        return true;
    }

    @Override
    public void stop(RunRecord run, boolean force) {
        String signal = force ? "KILL" : "TERM";
        later("stopping run " + run.id(), () -> signal(run.id(), signal));
    }

    @Override
    public void close() {
        closed = true;
        live.close();
        later("ending the helper process", () -> spawner.ifPresent(Spawner::close));
        starter.shutdown();
    }

    /// What is done on `local-starter`.
    private void later(String what, Runnable task) {
        try {
            starter.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    LOG.error("failed: " + what, e);
                }
            });
        } catch (RejectedExecutionException _) {
            // Closed: the next daemon finds the run as it is.
        }
    }

    private void launch(long run) {
        Optional<RunFolder> before = roots.claimed(run);
        Order order = orders.get(run);
        if (before.isPresent()) {
            live.watch(run, before.get(), LiveRuns.Care.CLOSE);
            return;
        }
        try {
            request(run, roots.prepare(run, files(order)));
        } catch (IOException e) {
            tell(run, new Outcome.NotStarted(e.getMessage()));
        }
    }

    /// A supervisor found no room for its claim, and so did not start the command.
    private void launchElsewhere(long run) {
        Order order = orders.get(run);
        Optional<RunFolder> full = live.folder(run);
        if (order == null || full.isEmpty() || !(Claim.of(full.get()) instanceof Claim.Empty)) {
            return;
        }
        try {
            request(run, roots.prepareElsewhere(full.get(), run, files(order)));
        } catch (IOException e) {
            tell(run, new Outcome.NotStarted(e.getMessage()));
        }
    }

    /// @throws IOException if this daemon cannot run the job as its user
    private JobFiles files(Order order) throws IOException {
        String user = order.job().user();
        Account account =
                (user.equals(self.name()) ? Optional.of(self) : accounts.named(user))
                        .orElseThrow(() -> new IOException("there is no user \"" + user + "\""));
        if (account.uid() != self.uid()) {
            throw new IOException(
                    "this daemon runs as %s and cannot run jobs of %s"
                            .formatted(self.name(), user));
        }
        return JobFiles.of(order.run(), order.job(), account, settings.path());
    }

    /// However often a folder is asked for, it is started once.
    private void request(long run, RunFolder folder) {
        request(run, folder, 1);
    }

    private void request(long run, RunFolder folder, int attempt) {
        if (!open.contains(run)) {
            return;
        }
        live.watch(run, folder, LiveRuns.Care.LOOSE);
        try {
            spawner().run(run, NO_DROP, folder.path());
        } catch (IOException e) {
            spawner.ifPresent(Spawner::close);
            spawner = Optional.empty();
            if (attempt < ATTEMPTS) {
                Runnable again = () -> request(run, folder, attempt + 1);
                live.after(ATTEMPT_AGAIN, () -> later("starting run " + run, again));
            } else if (roots.withdraw(run)) {
                tell(run, new Outcome.NotStarted(e.getMessage()));
            }
        }
    }

    /// The one that is alive, or a new one; on `local-starter` only.
    private Spawner spawner() throws IOException {
        if (spawner.isEmpty() || !spawner.get().alive()) {
            spawner = Optional.empty();
            spawner = Optional.of(Spawner.start(settings.shell(), this::answer, this::spawnerDied));
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
        later("asking again", () -> orders.keySet().forEach(this::askAgain));
        later("starting the helper process", this::prepareSpawner);
    }

    private void askAgain(long run) {
        Optional<RunFolder> folder = live.folder(run);
        switch (folder.map(Claim::of).orElseGet(Claim.Withdrawn::new)) {
            case Claim.None _ -> request(run, folder.get());
            case Claim.Empty _ -> launchElsewhere(run);
            case Claim.Held _, Claim.Withdrawn _ -> {}
        }
    }

    /// A line from a supervisor; on `local-ends`.
    private void answer(String line) {
        int blank = line.indexOf(' ');
        long run = Long.parseLong(line.substring(blank + 1));
        switch (line.substring(0, blank)) {
            case "ended" -> live.folder(run).ifPresent(folder -> look(run, folder));
            case "full" -> later("moving run " + run, () -> launchElsewhere(run));
            default -> LOG.warn("unexpected answer: " + line);
        }
    }

    /// Tells the end of a run if its folder shows one; asks again if nobody took it.
    private void look(long run, RunFolder folder) {
        switch (Sight.of(folder)) {
            case Sight.Running _ -> {}
            case Sight.Over(Outcome outcome) -> tell(run, outcome);
            case Sight.Unclaimed _ -> {
                if (orders.containsKey(run) && live.age(run).compareTo(CLAIMED_WITHIN) > 0) {
                    later("asking again for run " + run, () -> askAgain(run));
                }
            }
        }
    }

    private void tell(long run, Outcome outcome) {
        boolean first = open.remove(run);
        live.end(run);
        orders.remove(run);
        if (first) {
            ended.ended(run, outcome);
        }
    }

    /// To the process group of the job; tried again while it is about to start.
    private void signal(long run, String name) {
        if (!open.contains(run)) {
            return;
        }
        List<Stop> stops = live.folder(run).map(LocalRunner::stops).orElse(List.of());
        try {
            for (Stop stop : stops) {
                spawner().stop(name, stop.supervisor(), stop.job());
            }
        } catch (IOException e) {
            LOG.error("cannot send SIG" + name + " to run " + run, e);
        }
        if (stops.isEmpty()) {
            live.after(STOP_AGAIN, () -> later("stopping run " + run, () -> signal(run, name)));
        }
    }

    /// The supervisor's child that has come to be a session of its own: none or one.
    private static List<Stop> stops(RunFolder folder) {
        if (!(Claim.of(folder) instanceof Claim.Held held) || !held.supervisor().alive()) {
            return List.of();
        }
        return held.supervisor().children().stream()
                .filter(child -> child.session() == child.pid())
                .map(child -> new Stop(held.supervisor().pid(), child.pid()))
                .toList();
    }
}

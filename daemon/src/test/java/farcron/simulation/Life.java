package farcron.simulation;

import farcron.dispatch.Brakes;
import farcron.dispatch.Runners;
import farcron.job.RunRecord;
import farcron.job.StatusSnapshot;
import farcron.record.Retention;
import farcron.record.RunFolders;
import farcron.record.RunStore;
import farcron.schedule.Boot;
import farcron.schedule.Inbox;
import farcron.schedule.Message;
import farcron.schedule.Requests;
import farcron.schedule.Scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// One daemon, from its start to its end.
final class Life {

    /// No run of a story is forgotten before its end.
    private static final Duration FOR_EVER = Duration.ofDays(9999);

    /// As the loop around the scheduler does it.
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /// More steps than this at one moment are a loop that never ends.
    private static final int RESTLESS = 10_000;

    private static final Duration A_WHILE = Duration.ofHours(1);

    private final World world;
    private final Sysadmin sysadmin;
    private final RunStore store;
    private final Inbox inbox = new Inbox();
    private final Requests requests = new Requests(inbox);
    private final CompletableFuture<Void> idle = new CompletableFuture<>();
    private final Scheduler scheduler;
    private Instant wake = Instant.MIN;
    private boolean ending;
    private int stepsAtOnce;

    /// In true time.
    private Instant deadline;

    private Life(World world, Sysadmin sysadmin, RunStore store, Brakes brakes) {
        this.world = world;
        this.sysadmin = sysadmin;
        this.store = store;
        world.machine.attach(inbox, world.table);
        this.scheduler =
                new Scheduler(
                        world.clock,
                        inbox,
                        store,
                        new Retention(FOR_EVER, FOR_EVER, 1_000_000_000),
                        new Runners(world.machine),
                        world.herald,
                        brakes);
        scheduler.start(world.table, new Boot("boot " + world.boots, Boot.Marker.NONE));
        world.dues.reached(world.clock.wall(), true);
        world.tell("a daemon has started");
        deadline = world.clock.truth();
    }

    /// A daemon comes up, lives, and is killed if it has not crashed or ended before.
    static void live(World world, Sysadmin sysadmin, Brakes brakes, Consumer<Life> life) {
        world.crashes.eventful(false);
        Instant born = world.clock.truth();
        RunStore store =
                new RunStore(world.disk.record(), new RunFolders(world.disk.runs()), world.clock);
        try {
            world.crashes.eventful(true);
            life.accept(new Life(world, sysadmin, store, brakes));
        } catch (Crash _) {
            world.dues.crashed(world.clock.wall());
            world.tell("the daemon crashes"); // only the file and the processes are left
        } finally {
            world.crashes.never();
            world.lives.add(new World.Lifetime(born, world.clock.truth()));
            Disk.drop(store);
        }
    }

    /// Until nothing waits or runs but what may, or until then; and a while longer, to see whether
    /// it is true.
    void untilQuiet(Predicate<RunRecord> may, Instant end) {
        while (world.clock.truth().isBefore(end) && !open().stream().allMatch(may)) {
            go(end);
        }
        until(world.clock.truth().plus(A_WHILE));
    }

    void until(Instant end) {
        while (world.clock.truth().isBefore(end) && !idle.isDone()) {
            go(end);
        }
    }

    private void go(Instant end) {
        Instant next = world.machine.next();
        next = deadline.isBefore(next) ? deadline : next;
        next = sysadmin.next().isBefore(next) ? sysadmin.next() : next;
        stepsAtOnce = next.isAfter(world.clock.truth()) ? 0 : stepsAtOnce + 1;
        if (stepsAtOnce > RESTLESS) {
            throw new Violation("the scheduler does not come to rest at %s", next);
        }
        world.clock.passTo(end.isBefore(next) ? end : next);
        boolean told = world.machine.live() | sysadmin.act(this);
        step(told);
    }

    private void step(boolean told) {
        boolean waited = !world.clock.truth().isBefore(deadline);
        Instant wall = world.clock.wall();
        world.crashes.eventful(told || world.dues.isDue(wall));
        Instant then = scheduler.step(waited);
        if (!ending) {
            world.dues.reached(wall, false);
        }
        if (waited || !then.equals(wake)) {
            wake = then;
            Duration wait = Duration.between(wall, then);
            wait = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
            deadline = world.clock.truth().plus(wait.isNegative() ? Duration.ZERO : wait);
        }
    }

    Requests requests() {
        return requests;
    }

    List<RunRecord> open() {
        return scheduler.snapshot().open();
    }

    StatusSnapshot snapshot() {
        return scheduler.snapshot();
    }

    boolean reload() {
        inbox.post(new Message.Reload(world.table));
        return true;
    }

    /// It is asked to end when nothing runs any more.
    boolean end() {
        ending = true;
        inbox.post(new Message.End(idle));
        return true;
    }
}

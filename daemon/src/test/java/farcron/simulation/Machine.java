package farcron.simulation;

import farcron.job.Job;
import farcron.job.JobTable;
import farcron.job.Outcome;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Usage;
import farcron.run.Runner;
import farcron.schedule.Inbox;
import farcron.schedule.Message;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The machine under a simulated daemon. Its processes live on when the daemon crashes, which it
/// may do before and after anything that is done here.
final class Machine implements Runner {

    /// What makes a process one and the same.
    record Attempt(long run, int number) implements Comparable<Attempt> {

        static Attempt of(RunRecord run) {
            return new Attempt(run.id(), run.attempt());
        }

        @Override
        public int compareTo(Attempt other) {
            int runs = Long.compare(run, other.run);
            return runs != 0 ? runs : Integer.compare(number, other.number);
        }
    }

    /// A message that is on its way to the daemon.
    private record News(Instant when, Message message) {}

    private final WorldClock clock;
    private final Crashes crashes;
    private final Disk disk;
    private final Dice dice;
    private final Map<Attempt, Child> children = new TreeMap<>();
    private final List<Child> alive = new ArrayList<>();
    private final Map<Attempt, Child> watched = new TreeMap<>();
    private final List<News> news = new ArrayList<>();
    private final Set<Long> asked = new HashSet<>();
    private Consumer<Child> onStart = _ -> {};
    private Consumer<Child> onEnd = _ -> {};
    private Consumer<String> tell = _ -> {};
    private JobTable lines = JobTable.EMPTY;
    private Inbox inbox = new Inbox();

    Machine(WorldClock clock, Crashes crashes, Disk disk, Dice dice) {
        this.clock = clock;
        this.crashes = crashes;
        this.disk = disk;
        this.dice = dice;
    }

    void tell(Consumer<String> listener) {
        tell = listener;
    }

    /// @param starts sees each process right before it starts
    /// @param ends sees each that has ended by itself or by a signal
    void watch(Consumer<Child> starts, Consumer<Child> ends) {
        onStart = starts;
        onEnd = ends;
    }

    /// Another daemon has come up.
    ///
    /// @param table by which it knows what it takes up
    void attach(Inbox other, JobTable table) {
        inbox = other;
        lines = table;
        watched.clear();
        news.clear();
        asked.clear();
    }

    @Override
    public void start(RunRecord run, Job job) {
        crashes.deed();
        Attempt attempt = Attempt.of(run);
        if (watched.containsKey(attempt)) {
            throw new Violation("run %d, attempt %d, is started twice", run.id(), run.attempt());
        }
        Child child = children.get(attempt);
        if (child == null) {
            child = new Child(run, job, clock.truth(), clock.wall(), length(), dice.oneIn(4));
            onStart.accept(child);
            disk.label(run);
            tell.accept("starts " + child);
            children.put(attempt, child);
            if (dice.oneIn(40)) {
                child.end(new Outcome.NotStarted("there is no shell"));
            } else {
                alive.add(child);
            }
        }
        follow(child);
        crashes.deed();
    }

    /// Mostly short; some are longer than it takes until they are due again.
    private Duration length() {
        return dice.oneIn(8)
                ? dice.between(Duration.ofMinutes(30), Duration.ofHours(9))
                : dice.between(Duration.ofSeconds(1), Duration.ofMinutes(40));
    }

    private void follow(Child child) {
        watched.put(Attempt.of(child.run), child);
        if (child.isOver()) {
            tell(child);
        }
    }

    @Override
    public boolean adopt(RunRecord run) {
        Optional<Child> child = Optional.ofNullable(children.get(Attempt.of(run)));
        child.ifPresent(this::follow);
        child.ifPresent(one -> one.knownAs(lines.job(run.job())));
        return child.isPresent();
    }

    @Override
    public void ask(RunRecord run, Job job) {
        crashes.deed();
        asked.add(run.id());
        Instant now = clock.wall();
        Outcome answer =
                dice.oneIn(20)
                        ? new Outcome.NotStarted("there is no shell")
                        : new Outcome.Exited(dice.oneIn(3) ? 1 : 0, now, now, Usage.NONE);
        post(dice.upTo(Duration.ofSeconds(3)), new Message.Answered(run.id(), answer));
        crashes.deed();
    }

    @Override
    public void stop(RunRecord run, boolean force) {
        crashes.deed();
        Child child = children.get(Attempt.of(run));
        if (child == null && !asked.contains(run.id())) {
            throw new Violation("run %d is stopped, and was never started", run.id());
        }
        if (child != null) {
            signal(child, force);
        }
        crashes.deed();
    }

    private void signal(Child child, boolean force) {
        child.ask();
        tell.accept((force ? "kills " : "stops ") + child);
        if (force) {
            child.stop(clock.truth());
        } else if (!child.deaf) {
            child.stop(clock.truth().plus(dice.upTo(Duration.ofSeconds(4))));
        }
    }

    @Override
    public void close() {}

    /// The time at which something happens next; [Instant#MAX] if nothing will.
    Instant next() {
        Instant next = Instant.MAX;
        for (Child child : alive) {
            next = child.ends().isBefore(next) ? child.ends() : next;
        }
        for (News one : news) {
            next = one.when().isBefore(next) ? one.when() : next;
        }
        return next;
    }

    /// Lets happen what happens by now.
    ///
    /// @return whether there is news for the daemon
    boolean live() {
        Instant now = clock.truth();
        for (Child child : List.copyOf(alive)) {
            if (!child.ends().isAfter(now)) {
                alive.remove(child);
                end(child);
            }
        }
        List<News> due = news.stream().filter(one -> !one.when().isAfter(now)).toList();
        due.forEach(one -> inbox.post(one.message()));
        news.removeAll(due);
        return !due.isEmpty();
    }

    private void end(Child child) {
        boolean forced = child.isStopped() && child.deaf;
        int code = dice.oneIn(4) ? 3 : 0;
        if (dice.oneIn(150)) {
            child.end(new Outcome.Lost("its supervisor was killed"));
        } else {
            child.exit(
                    child.isStopped() ? (forced ? Child.FORCED : Child.STOPPED) : code,
                    clock.wall(child.ends()));
        }
        tell.accept("ends " + child);
        onEnd.accept(child);
        if (watched.containsKey(Attempt.of(child.run))) {
            tell(child);
        }
    }

    /// Mostly at once; now and then the news takes a while and comes with other news.
    private void tell(Child child) {
        Duration lag = dice.oneIn(3) ? dice.upTo(Duration.ofSeconds(50)) : Duration.ZERO;
        post(lag, new Message.Ended(child.run.id(), child.outcome().orElseThrow()));
    }

    private void post(Duration lag, Message message) {
        news.add(new News(clock.truth().plus(lag), message));
    }

    /// Nothing of what runs is left.
    void reboot() {
        for (Child child : alive) {
            child.end(new Outcome.Lost("the machine was restarted"));
        }
        alive.clear();
    }

    List<Child> alive() {
        return alive;
    }

    Optional<Child> child(long run, int attempt) {
        return Optional.ofNullable(children.get(new Attempt(run, attempt)));
    }

    Collection<Child> children() {
        return children.values();
    }

    /// Whether the daemon has still to be told about a run.
    boolean isUntold(long run) {
        return alive.stream().anyMatch(child -> child.run.id() == run)
                || news.stream()
                        .anyMatch(one ->
                                one.message() instanceof Message.Ended ended && ended.run() == run);
    }

    /// How an outcome is recorded that no one has brought about by a signal.
    static RunState state(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Exited exit -> exit.code() == 0 ? RunState.OK : RunState.FAILED;
            case Outcome.Judged judged -> judged.state();
            case Outcome.NotStarted _ -> RunState.FAILED;
            case Outcome.Lost _ -> RunState.LOST;
        };
    }
}

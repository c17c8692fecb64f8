package farcron.run.fargate;

import farcron.job.Outcome;
import farcron.job.Progress;
import farcron.job.RunRecord;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The attempts that are not over: what has become of them is written down here, and told. Belongs
/// to the [Desk]'s thread.
final class Attempts {

    /// In the order in which the runs are due.
    private static final Comparator<Attempt> BY_DUE =
            Comparator.comparing((Attempt attempt) -> attempt.run.due())
                    .thenComparing(attempt -> attempt.run.id());

    private final Desk desk;
    private final Doors doors;
    private final LogCopies logs;
    private final Duration firstLook;
    private final TreeMap<Long, Attempt> open = new TreeMap<>();

    /// @param firstLook how long after its start a task is looked at
    Attempts(Desk desk, Doors doors, LogCopies logs, Duration firstLook) {
        this.firstLook = firstLook;
        this.desk = desk;
        this.doors = doors;
        this.logs = logs;
    }

    Optional<Attempt> find(long run, int attempt) {
        return Optional.ofNullable(open.get(run)).filter(one -> one.run.attempt() == attempt);
    }

    boolean isOpen(Attempt attempt) {
        return open.get(attempt.run.id()) == attempt;
    }

    void add(Attempt attempt) {
        open.put(attempt.run.id(), attempt);
    }

    List<Attempt> due(Attempt.Phase phase, Instant now) {
        return due(phase, now, BY_DUE);
    }

    /// The same, those first that have waited longest.
    List<Attempt> waiting(Attempt.Phase phase, Instant now) {
        Comparator<Attempt> longest = Comparator.comparing(attempt -> attempt.next);
        return due(phase, now, longest.thenComparing(BY_DUE));
    }

    private List<Attempt> due(Attempt.Phase phase, Instant now, Comparator<Attempt> order) {
        return open.values().stream()
                .filter(attempt -> attempt.isDue(phase, now))
                .sorted(order)
                .toList();
    }

    /// Those whose task runs and is to be stopped now.
    List<Attempt> toBeStopped(Instant now) {
        return open.values().stream()
                .filter(attempt -> attempt.phase == Attempt.Phase.RUNS)
                .filter(attempt -> !attempt.stopAt.isAfter(now))
                .sorted(Comparator.comparing(attempt -> attempt.stopAt))
                .toList();
    }

    /// When one of them is; [Instant#MAX] if none is.
    Instant nextStop() {
        return open.values().stream()
                .filter(attempt -> attempt.phase == Attempt.Phase.RUNS)
                .map(attempt -> attempt.stopAt)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /// When one of these has something to do; [Instant#MAX] if none has.
    Instant next(Attempt.Phase phase) {
        return open.values().stream()
                .filter(attempt -> attempt.phase == phase && !attempt.asking)
                .map(attempt -> attempt.next(desk.now()))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /// Puts down what is known of it now.
    ///
    /// @return whether it is on the disk
    boolean save(Attempt attempt, Entry entry) {
        try {
            attempt.file.begin(attempt.run, attempt.wish.flatMap(Attempt.Wish::mail));
            attempt.file.write(entry);
            attempt.entry = Optional.of(entry);
            return true;
        } catch (IOException trouble) {
            doors.trouble()
                    .accept(
                            "what becomes of run %d cannot be put down in %s: %s"
                                    .formatted(
                                            attempt.run.id(),
                                            attempt.file.folder().path(),
                                            trouble));
            return false;
        }
    }

    /// There is a task, or more is known of it.
    ///
    /// @return false if what is now known ought to be put down and could not be
    boolean see(Attempt attempt, TaskSight task, Instant now) {
        if (task.version() <= attempt.seen) {
            return true;
        }
        Entry before = attempt.known();
        if (before.arn().isEmpty()) {
            attempt.found = now;
        }
        Entry entry = before.seen(task);
        boolean worthIt = before.arn().isEmpty() || !entry.started().equals(before.started());
        boolean saved = !worthIt || save(attempt, entry);
        attempt.entry = Optional.of(entry);
        if (saved) {
            attempt.seen = task.version();
        }
        if (task.stopping()) {
            attempt.stopAt = Instant.MAX;
        }
        if (attempt.phase != Attempt.Phase.RUNS) {
            // What ECS tells of a task that was just made, or only outlined, is looked at again.
            boolean told = !task.definition().isEmpty();
            attempt.goesTo(Attempt.Phase.RUNS, told ? now.plus(firstLook) : now);
        }
        Optional<Outcome> over = Judgement.of(task, entry.request().container(), now);
        if (over.isPresent()) {
            return end(attempt, over.get());
        }
        logs.follow(attempt);
        tell(attempt, PhaseWords.of(task));
        return saved;
    }

    void tell(Attempt attempt, String phase) {
        Optional<Entry> entry = attempt.entry;
        Progress progress =
                new Progress(entry.flatMap(Entry::arn), entry.flatMap(Entry::started), phase);
        if (!attempt.told.equals(progress.toString())) {
            attempt.told = progress.toString();
            doors.moved().moved(attempt.run.id(), progress);
        }
    }

    /// @return whether it is on the disk
    boolean end(Attempt attempt, Outcome outcome) {
        open.remove(attempt.run.id(), attempt);
        Optional<Entry> ended = attempt.entry.map(entry -> entry.ended(outcome));
        boolean saved = ended.map(entry -> save(attempt, entry)).orElse(true);
        attempt.entry = ended;
        doors.ended().ended(attempt.run.id(), outcome);
        logs.finish(attempt);
        return saved;
    }

    void trouble(String what) {
        doors.trouble().accept(what);
    }

    /// What waits to be asked again need not wait any longer.
    void wake() {
        open.values().stream()
                .filter(attempt -> attempt.phase != Attempt.Phase.RUNS && attempt.stop.isEmpty())
                .forEach(attempt -> attempt.next = desk.now());
    }

    /// It is seen to again after a while that grows.
    void later(Attempt attempt, Duration wait) {
        attempt.failures++;
        attempt.next = desk.now().plus(wait);
    }

    /// Nothing is known of it but that it was.
    void lose(RunRecord run, String why) {
        doors.ended().ended(run.id(), new Outcome.Lost(why));
    }
}

package farcron.dispatch;

import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Target;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The runs that wait or run, from their beginning to their end. It only notes in the [Ledger] what
/// shall be recorded and done.
///
/// Owned by the scheduler's thread.
final class OpenRuns {

    /// @param job as its line was when the run began; absent if it is gone since before that
    record Open(RunRecord run, Optional<Job> job) {
        boolean isRunning() {
            return run.state() == RunState.RUNNING;
        }
    }

    private final Runners runners;
    private final Events events;
    private final Ledger ledger;
    private final Histories histories;
    private final Waves waves;
    private final TreeMap<Long, Open> open = new TreeMap<>();
    private final Map<JobKey, TreeMap<Long, Open>> byJob = new HashMap<>();
    private final TreeMap<Long, Open> going = new TreeMap<>();
    private final Map<String, Integer> waitingOf = new HashMap<>();

    /// Runs that the record had lost, and when that was found out.
    private final Map<Long, Instant> recalled = new HashMap<>();

    private List<RunRecord> shown = List.of();
    private boolean changed;
    private List<Open> shownGoing = List.of();
    private boolean goingChanged;

    OpenRuns(Runners runners, Events events, Ledger ledger, Histories histories, Waves waves) {
        this.runners = runners;
        this.events = events;
        this.ledger = ledger;
        this.histories = histories;
        this.waves = waves;
    }

    Optional<Open> find(long id) {
        return Optional.ofNullable(open.get(id));
    }

    /// Queued and running runs, oldest first; the same list until something changes.
    List<RunRecord> all() {
        if (changed) {
            shown = open.values().stream().map(Open::run).toList();
            changed = false;
        }
        return shown;
    }

    Stream<Open> stream() {
        return open.values().stream();
    }

    /// Runs of a job that began before this one.
    NavigableMap<Long, Open> ahead(JobKey job, long run) {
        return byJob.getOrDefault(job, new TreeMap<>()).headMap(run, false);
    }

    int running() {
        return going.size();
    }

    /// The runs that run, oldest first; the same list until one starts or ends.
    List<Open> going() {
        if (goingChanged) {
            shownGoing = List.copyOf(going.values());
            goingChanged = false;
        }
        return shownGoing;
    }

    /// How many runs of a job wait.
    long waiting(JobKey job) {
        return ahead(job, Long.MAX_VALUE).values().stream().filter(run -> !run.isRunning()).count();
    }

    /// How many runs of a user's lines wait.
    int waitingOf(String user) {
        return waitingOf.getOrDefault(user, 0);
    }

    /// Adds a run, or changes one; it will be on record.
    void put(RunRecord run, Optional<Job> job) {
        show(run, job);
        waves.note(run);
        histories.note(run);
        ledger.changes().run(run);
    }

    /// Changes what readers see of a run; the record is none the wiser.
    void show(RunRecord run, Optional<Job> job) {
        Open now = new Open(run, job);
        Open before = open.put(run.id(), now);
        byJob.computeIfAbsent(run.job(), _ -> new TreeMap<>()).put(run.id(), now);
        forget(before);
        if (now.isRunning()) {
            going.put(run.id(), now);
            goingChanged = true;
        } else {
            waitingOf.merge(run.user(), 1, Integer::sum);
        }
        changed = true;
    }

    private void forget(Open one) {
        if (one != null && one.isRunning()) {
            going.remove(one.run().id());
            goingChanged = true;
        } else if (one != null) {
            waitingOf.computeIfPresent(
                    one.run().user(), (_, count) -> count > 1 ? count - 1 : null);
        }
    }

    /// Whether a job's runs start only if that is on record: in chains and on AWS a lost record
    /// would cost a double or a false start.
    static boolean isForTheRecord(Job job) {
        return job.rules().after().isPresent() || job.target() instanceof Target.Fargate;
    }

    /// Why a job's runs cannot be, if so.
    Optional<String> refusal(Job job) {
        return runners.refuses(job);
    }

    /// Some runs are not started unless that is on record.
    ///
    /// @param takenBack told if it was not, and waits again
    /// @return the run as it is now
    RunRecord start(RunRecord run, Job job, Instant now, Runnable takenBack) {
        RunRecord started = run.running(now);
        put(started, Optional.of(job));
        Runnable deed =
                () -> {
                    runners.of(job).start(started, job);
                    events.started(started, job);
                };
        if (!isForTheRecord(job)) {
            ledger.then(deed);
        } else {
            ledger.onlyOnRecord(
                    deed,
                    () -> {
                        put(run, Optional.of(job));
                        takenBack.run();
                    });
        }
        return started;
    }

    /// A run that the record had lost: of an end before that moment no more is made.
    void recall(long run, Instant now) {
        recalled.put(run, now);
    }

    /// @param run as it is at its end
    /// @param job its line, for a run that is not among the open ones
    void close(RunRecord run, Optional<Job> job) {
        Open known = open.remove(run.id());
        forget(known);
        changed = true;
        byJob.computeIfPresent(
                run.job(),
                (_, runs) -> {
                    runs.remove(run.id());
                    return runs.isEmpty() ? null : runs;
                });
        waves.note(run);
        histories.note(run);
        ledger.changes().run(run);
        Optional<Job> line = known == null ? job : known.job().or(() -> job);
        Instant began = Optional.ofNullable(recalled.remove(run.id())).orElse(Instant.MIN);
        boolean old = run.ended().filter(end -> end.isBefore(began)).isPresent();
        ledger.then(old ? () -> events.recalled(run) : () -> events.ended(run, line));
    }

    /// Tells that a run waits for its next attempt.
    void tellRetry(RunRecord run, Job job) {
        ledger.then(() -> events.retried(run, job));
    }
}

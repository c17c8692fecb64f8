package farcron.dispatch;

import farcron.job.Control.Answer;
import farcron.job.Job;
import farcron.job.Outcome;
import farcron.job.RunRecord;
import farcron.job.RunState;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The runs that wait or run, from their beginning to their end. Like the [Dispatcher], which
/// decides what becomes of firings, it only notes in the [Ledger] what shall be recorded and done.
///
/// Owned by the scheduler's thread.
final class OpenRuns {

    /// How long a run has to end after SIGTERM.
    private static final Duration GRACE = Duration.ofSeconds(10);

    /// Begins the reason of a run that somebody has asked to end, and so tells a later daemon.
    private static final String STOPPED_BY = "stopped by ";

    /// @param job as its line was when the run began; absent if it is gone since before that
    private record Open(RunRecord run, Optional<Job> job) {}

    private record Kill(String by, Instant forceAt) {}

    private final Runners runners;
    private final Events events;
    private final Ledger ledger;
    private final Histories histories;
    private final TreeMap<Long, Open> open = new TreeMap<>();
    private final Map<Long, Kill> kills = new HashMap<>();
    private boolean ending;

    OpenRuns(Runners runners, Events events, Ledger ledger, Histories histories) {
        this.runners = runners;
        this.events = events;
        this.ledger = ledger;
        this.histories = histories;
    }

    boolean contains(long id) {
        return open.containsKey(id);
    }

    /// Queued and running runs, oldest first.
    List<RunRecord> all() {
        return open.values().stream().map(Open::run).toList();
    }

    /// From now on what waits for its time is left to the next daemon.
    void end() {
        ending = true;
    }

    boolean isEnding() {
        return ending;
    }

    boolean isIdle() {
        return all().stream().noneMatch(run -> run.state() == RunState.RUNNING);
    }

    /// Those whose time to start has come.
    List<RunRecord> startable(Instant now) {
        return all().stream()
                .filter(_ -> !ending)
                .filter(run -> run.state() == RunState.QUEUED)
                .filter(run -> !run.notBefore().orElse(now).isAfter(now))
                .toList();
    }

    void put(RunRecord run, Optional<Job> job) {
        open.put(run.id(), new Open(run, job));
        note(run);
    }

    RunRecord start(RunRecord run, Job job, Instant now) {
        RunRecord running = run.running(now);
        put(running, Optional.of(job));
        ledger.then(() -> {
            runners.of(job).start(running, job);
            events.started(running, job);
        });
        return running;
    }

    /// @param run as it is at its end
    /// @param job its line, for a run that is not among the open ones
    void close(RunRecord run, Optional<Job> job) {
        Open known = open.remove(run.id());
        note(run);
        Optional<Job> line = known == null ? job : known.job().or(() -> job);
        ledger.then(() -> events.ended(run, line));
    }

    /// Takes up a run that an earlier daemon has recorded as running.
    ///
    /// @return false if it never started
    boolean adopt(RunRecord run, Optional<Job> job, Instant now) {
        if (!runners.of(run).adopt(run)) {
            return false;
        }
        put(run, job);
        if (run.reason().startsWith(STOPPED_BY)) {
            stop(run, run.reason().substring(STOPPED_BY.length()), now);
        }
        return true;
    }

    /// Takes note of how a run ended. An end that is told twice counts once.
    void ended(long id, Outcome outcome, Instant now) {
        Optional<Kill> kill = Optional.ofNullable(kills.remove(id));
        if (!open.containsKey(id)) {
            return;
        }
        RunRecord run = open.get(id).run();
        RunRecord end =
                switch (outcome) {
                    case Outcome.Exited exit -> exited(run, exit, kill);
                    case Outcome.NotStarted(String why) ->
                            run.unstarted().ended(RunState.FAILED, now, why);
                    case Outcome.Lost(String why) -> run.ended(RunState.LOST, now, why);
                };
        close(end, Optional.empty());
    }

    private static RunRecord exited(RunRecord run, Outcome.Exited exit, Optional<Kill> kill) {
        RunRecord known = run.exited(exit.code(), exit.started(), exit.usage());
        if (kill.isPresent()) {
            return known.ended(RunState.KILLED, exit.ended(), STOPPED_BY + kill.get().by());
        }
        if (exit.code() == 0) {
            return known.ended(RunState.OK, exit.ended(), run.asked());
        }
        String signal = exit.code() > 128 ? " (or signal " + (exit.code() - 128) + ")" : "";
        return known.ended(RunState.FAILED, exit.ended(), "exit " + exit.code() + signal);
    }

    Answer kill(long id, String by, Instant now) {
        Open target = open.get(id);
        if (target == null) {
            return new Answer.Refused("run " + id + " does not run");
        }
        RunRecord run = target.run();
        if (run.state() == RunState.QUEUED) {
            RunRecord killed = run.ended(RunState.KILLED, now, STOPPED_BY + by);
            close(killed, target.job());
            return new Answer.Accepted(killed);
        }
        if (!kills.containsKey(id)) {
            put(run.because(STOPPED_BY + by), target.job());
            stop(run, by, now);
        }
        return new Answer.Accepted(open.get(id).run());
    }

    private void stop(RunRecord run, String by, Instant now) {
        kills.putIfAbsent(run.id(), new Kill(by, now.plus(GRACE)));
        ledger.then(() -> runners.of(run).stop(run, false));
    }

    /// Forces the end of what was asked to end and did not.
    void force(Instant now) {
        kills.forEach((id, kill) -> {
            if (!kill.forceAt().isAfter(now) && open.containsKey(id)) {
                RunRecord run = open.get(id).run();
                ledger.then(() -> runners.of(run).stop(run, true));
            }
        });
        kills.replaceAll(
                (_, kill) -> kill.forceAt().isAfter(now) ? kill : new Kill(kill.by(), Instant.MAX));
    }

    /// When the next run shall start or be forced to end; [Instant#MAX] if there is none.
    Instant nextWake() {
        Instant next = Instant.MAX;
        for (Open waiting : open.values()) {
            Instant start = waiting.run().notBefore().orElse(Instant.MAX);
            if (waiting.run().state() == RunState.QUEUED && !ending && start.isBefore(next)) {
                next = start;
            }
        }
        for (Kill kill : kills.values()) {
            next = kill.forceAt().isBefore(next) ? kill.forceAt() : next;
        }
        return next;
    }

    private void note(RunRecord run) {
        histories.note(run);
        ledger.changes().run(run);
    }
}

package farcron.dispatch;

import farcron.job.Job;
import farcron.job.Outcome;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Usage;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/// The runs that are to end before they do by themselves: because somebody asks, or because their
/// line gives them only so long. SIGTERM first, SIGKILL after a grace.
///
/// Owned by the scheduler's thread.
final class Stops {

    /// How long a run has to end after SIGTERM.
    private static final Duration GRACE = Duration.ofSeconds(10);

    /// The end of a run and the moment it was asked for are told by two clocks.
    private static final Duration TREMBLE = Duration.ofSeconds(1);

    /// These begin the reason of a run that was asked to end, and so tell a later daemon.
    private static final String STOPPED_BY = "stopped by ";

    private static final String TOO_LONG = "it took longer than ";

    /// @param reason of the run when it has ended
    /// @param force when it is killed; [Instant#MAX] once it is
    private record Stop(String reason, Instant asked, Instant force) {

        Stop later(Duration by) {
            return force.equals(Instant.MAX)
                    ? this
                    : new Stop(reason, asked.plus(by), force.plus(by));
        }
    }

    private final Runners runners;
    private final Ledger ledger;
    private final Map<Long, Stop> stops = new HashMap<>();
    private final Map<Long, Instant> deadlines = new HashMap<>();

    Stops(Runners runners, Ledger ledger) {
        this.runners = runners;
        this.ledger = ledger;
    }

    static String by(String who) {
        return STOPPED_BY + who;
    }

    static String tooLong(Job job) {
        return TOO_LONG + words(job.rules().timeout().orElseThrow());
    }

    /// `90s`, `30m`, `1h30m`: as a crontab has it.
    static String words(Duration length) {
        return length.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
    }

    /// A run has started, and perhaps its command with it.
    void started(RunRecord run, Job job) {
        if (runners.beginsAtOnce(run)) {
            began(run, job);
        }
    }

    /// From the beginning of its command on a run may have a deadline.
    void began(RunRecord run, Job job) {
        job.rules()
                .timeout()
                .ifPresent(most ->
                        deadlines.put(run.id(), run.started().orElse(run.due()).plus(most)));
    }

    /// Takes up what an earlier daemon has recorded about a run.
    void adopted(RunRecord run, Optional<Job> job, Instant now) {
        job.ifPresent(line -> started(run, line));
        if (run.reason().startsWith(STOPPED_BY) || run.reason().startsWith(TOO_LONG)) {
            // When it was asked is not known any more; it may have ended upon that since.
            stop(run, new Stop(run.reason(), Instant.EPOCH, now.plus(GRACE)));
        }
    }

    boolean isAsked(long run) {
        return stops.containsKey(run);
    }

    /// Whether somebody has asked a run to end. Then it is not tried again, also if it had failed
    /// by itself a moment before and nobody knew yet.
    boolean isKilled(long run) {
        return isAsked(run) && stops.get(run).reason().startsWith(STOPPED_BY);
    }

    /// Asks a run to end, once.
    void ask(RunRecord run, String reason, Instant now) {
        stop(run, new Stop(reason, now, now.plus(GRACE)));
    }

    private void stop(RunRecord run, Stop stop) {
        if (stops.putIfAbsent(run.id(), stop) == null) {
            ledger.then(() -> signal(run.because(stop.reason()), false));
        }
    }

    private void signal(RunRecord run, boolean force) {
        runners.of(run).ifPresent(runner -> runner.stop(run, force));
    }

    /// Runs whose time is over and that have not been asked to end.
    Map<Long, Instant> overdue(Instant now) {
        Map<Long, Instant> overdue = new HashMap<>(deadlines);
        overdue.values().removeIf(now::isBefore);
        deadlines.keySet().removeAll(overdue.keySet());
        overdue.keySet().removeAll(stops.keySet());
        return overdue;
    }

    /// Kills what was asked to end and did not.
    ///
    /// @param open finds a run that is not over
    void force(LongFunction<Optional<OpenRuns.Open>> open, Instant now) {
        stops.replaceAll((id, stop) -> {
            Optional<OpenRuns.Open> one = open.apply(id);
            if (stop.force().isAfter(now) || one.isEmpty()) {
                return stop;
            }
            RunRecord run = one.get().run();
            ledger.then(() -> signal(run.because(stop.reason()), true));
            return new Stop(stop.reason(), stop.asked(), Instant.MAX);
        });
    }

    /// The wall clock has moved, and no run has gone on the longer for it.
    void shift(Duration by) {
        deadlines.replaceAll((_, deadline) -> deadline.plus(by));
        stops.replaceAll((_, stop) -> stop.later(by));
    }

    /// When a deadline or a grace is over next; [Instant#MAX] if none is.
    Instant next() {
        Instant next = Instant.MAX;
        for (Stop stop : stops.values()) {
            next = stop.force().isBefore(next) ? stop.force() : next;
        }
        for (Instant deadline : deadlines.values()) {
            next = deadline.isBefore(next) ? deadline : next;
        }
        return next;
    }

    /// The run has ended, or waits for its next attempt: nothing is to be stopped any more.
    ///
    /// @return what it was asked to end for, if it was asked before it ended by itself
    Optional<String> over(long run, Instant ended) {
        deadlines.remove(run);
        return Optional.ofNullable(stops.remove(run))
                .filter(stop -> !ended.isBefore(stop.asked().minus(TREMBLE)))
                .map(Stop::reason);
    }

    /// How a run ended of which its runner knows more than an exit code.
    static RunRecord judged(RunRecord run, Outcome.Judged end, Optional<String> stopped) {
        RunRecord known =
                end.started().isPresent() && end.code().isPresent()
                        ? run.exited(end.code().getAsInt(), end.started().get(), end.usage())
                        : end.started().isPresent() ? run : run.unstarted();
        RunState as = stopped.map(Stops::state).orElse(end.state());
        return known.ended(as, end.ended(), stopped.orElse(end.reason()));
    }

    static RunState state(String stopped) {
        return stopped.startsWith(TOO_LONG) ? RunState.TIMEOUT : RunState.KILLED;
    }

    /// How a run that has exited ended.
    static RunRecord exited(RunRecord run, Outcome.Exited exit, Optional<String> stopped) {
        Usage usage = exit.usage();
        RunRecord known = run.exited(exit.code(), exit.started(), usage);
        if (stopped.isPresent()) {
            return known.ended(state(stopped.get()), exit.ended(), stopped.get());
        }
        if (exit.code() == 0) {
            return known.ended(RunState.OK, exit.ended(), run.asked());
        }
        String signal = exit.code() > 128 ? " (or signal " + (exit.code() - 128) + ")" : "";
        return known.ended(RunState.FAILED, exit.ended(), "exit " + exit.code() + signal);
    }
}

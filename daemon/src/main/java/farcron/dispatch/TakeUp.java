package farcron.dispatch;

import farcron.job.Job;
import farcron.job.JobTable;
import farcron.job.MakeUp;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;
import farcron.run.Runner;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Decides what becomes of a run that an earlier daemon has left open.
///
/// @param rebooted whether the machine has started since, so that what ran runs no more
/// @param other when another cron had the lines since
record TakeUp(Runners runners, JobTable table, boolean rebooted, Interlude other, Instant now) {

    /// A firing that could not be started for this long is not started any more.
    static final Duration STILL_WORTH_STARTING = Duration.ofMinutes(5);

    sealed interface Fate {
        /// It runs, or has ended and its end will be told.
        record Runs() implements Fate {}

        /// It was on record as running, and nothing of it has run.
        record Start(Job job) implements Fate {}

        /// It goes on waiting.
        record Wait() implements Fate {}

        record End(RunRecord run) implements Fate {}
    }

    Optional<Job> line(RunRecord run) {
        return table.job(run.job()).filter(Job::runs);
    }

    Fate of(RunRecord run) {
        boolean running = run.state() == RunState.RUNNING;
        Optional<Job> job = line(run);
        Optional<Runner> runner = runners.of(run);
        if (running && runner.isEmpty()) {
            String why = "fargate is off on this daemon, so nobody can tell how its task went on";
            return new Fate.End(run.ended(RunState.LOST, now, why));
        }
        if (running && runner.get().adopt(run)) {
            return new Fate.Runs();
        }
        if (running && rebooted && run.place().isLocal()) {
            String why = "the machine was restarted, and nothing is left of the run's folder";
            return new Fate.End(run.ended(RunState.LOST, now, why));
        }
        if (job.filter(line -> isStale(run, line)).isPresent()) {
            return new Fate.End(stale(run, job.get()));
        }
        if (job.isEmpty() || isTooLate(run, job.get())) {
            return new Fate.End(given(run, job.isEmpty()));
        }
        return running ? new Fate.Start(job.get()) : new Fate.Wait();
    }

    private RunRecord given(RunRecord run, boolean gone) {
        String why = gone ? "its line is gone" : "it was too late by then";
        String missed = "the daemon stopped before its start, and " + why;
        return run.attempt() == 1
                ? run.unstarted().ended(RunState.MISSED, now, missed)
                : run.ended(RunState.FAILED, now, "not tried again: " + missed);
    }

    /// Whether a run would have had its turn, or still waited for it, while another cron had the
    /// lines: who hands the machine over gives up what waits, but for a moment's trial. A line that
    /// wants its firings made up for wants this one as well.
    private boolean isStale(RunRecord run, Job job) {
        MakeUp rule = job.rules().makeUp();
        Optional<Duration> worth =
                switch (rule.extent()) {
                    case RECENT, NONE -> Optional.of(STILL_WORTH_STARTING);
                    case LAST, ALL -> rule.window();
                };
        Instant turn = run.notBefore().or(other::from).orElse(run.due());
        return !other.isNone()
                && worth.filter(span -> turn.plus(span).isBefore(other.until())).isPresent();
    }

    private RunRecord stale(RunRecord run, Job job) {
        String why =
                "another cron ran the lines%s to %s"
                        .formatted(
                                other.from().map(at -> " from " + Waiting.day(at, job)).orElse(""),
                                Waiting.day(other.until(), job));
        return run.attempt() == 1
                ? run.unstarted()
                        .ended(
                                RunState.SKIPPED,
                                now,
                                "it still waited when farcron stopped, and " + why)
                : run.ended(RunState.FAILED, now, "not tried again: " + why);
    }

    /// Only firings that nothing but their time has held up: what was let go by other ends, or
    /// waited for its turn, or for its next attempt, is worth as much as before.
    private boolean isTooLate(RunRecord run, Job job) {
        boolean byTime = run.trigger() != Trigger.AFTER && run.attempt() == 1;
        boolean held = run.state() == RunState.QUEUED && run.notBefore().isEmpty();
        MakeUp.Extent extent = job.rules().makeUp().extent();
        boolean madeUp = extent == MakeUp.Extent.LAST || extent == MakeUp.Extent.ALL;
        Instant start = run.notBefore().orElse(run.due());
        return byTime && !held && !madeUp && start.plus(STILL_WORTH_STARTING).isBefore(now);
    }
}

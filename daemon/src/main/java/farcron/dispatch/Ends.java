package farcron.dispatch;

import farcron.job.Job;
import farcron.job.Outcome;
import farcron.job.RunRecord;
import farcron.job.RunState;

import java.time.Instant;
import java.util.Optional;

/// How a run comes to its end: what its runner tells, whether it is tried again, and whether it has
/// had its time.
///
/// Owned by the scheduler's thread.
final class Ends {

    private final Runs runs;
    private final OpenRuns open;
    private final Stops stops;

    Ends(Runs runs, OpenRuns open, Stops stops) {
        this.runs = runs;
        this.open = open;
        this.stops = stops;
    }

    /// Takes note of how a run ended. An end that is told twice counts once.
    void ended(long id, Outcome outcome, Instant now) {
        Optional<OpenRuns.Open> one = open.find(id).filter(OpenRuns.Open::isRunning);
        if (one.isEmpty()) {
            return;
        }
        RunRecord run = one.get().run();
        RunRecord end =
                switch (outcome) {
                    case Outcome.Exited exit ->
                            Stops.exited(run, exit, stops.over(id, exit.ended()));
                    case Outcome.NotStarted(String why) ->
                            stops.over(id, now)
                                    .map(stop -> run.unstarted().ended(RunState.KILLED, now, stop))
                                    .orElse(run.unstarted().ended(RunState.FAILED, now, why));
                    case Outcome.Lost(String why) -> run.ended(RunState.LOST, now, why);
                };
        stops.over(id, now);
        Optional<Job> line = runs.table().job(run.job()).filter(Job::runs);
        if (line.isPresent() && isTriedAgain(end, line.get())) {
            tryAgain(end, line.get(), now);
        } else {
            runs.close(end, Optional.empty(), now);
        }
    }

    private static boolean isTriedAgain(RunRecord end, Job job) {
        boolean failed = end.state() == RunState.FAILED || end.state() == RunState.TIMEOUT;
        return failed && job.rules().retry().again(end.attempt());
    }

    private void tryAgain(RunRecord end, Job job, Instant now) {
        Instant start = now.plus(job.rules().retry().after(end.attempt(), end.id()));
        String why =
                "attempt %d of %d %s (%s); the next one starts at %s"
                        .formatted(
                                end.attempt(),
                                job.rules().retry().times() + 1,
                                end.state() == RunState.TIMEOUT ? "timed out" : "failed",
                                end.reason(),
                                Waiting.time(start, job, now));
        RunRecord again = end.again(start, why);
        open.put(again, Optional.of(job));
        open.tellRetry(again, job);
        runs.stir();
    }

    /// Asks the runs to end whose time is over.
    void timeOut(Instant now) {
        for (long id : stops.overdue(now).keySet()) {
            open.find(id).ifPresent(one -> timeOut(one, now));
        }
    }

    private void timeOut(OpenRuns.Open one, Instant now) {
        String why = Stops.tooLong(one.job().orElseThrow());
        open.put(one.run().because(why), one.job());
        stops.ask(one.run(), why, now);
    }
}

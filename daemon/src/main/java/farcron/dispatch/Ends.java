package farcron.dispatch;

import farcron.job.Job;
import farcron.job.Outcome;
import farcron.job.Progress;
import farcron.job.Retry;
import farcron.job.RunRecord;
import farcron.job.RunState;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How a run comes to its end: what its runner tells, whether it is tried again, and whether it has
/// had its time.
///
/// Owned by the scheduler's thread.
final class Ends {

    /// How a run is tried again for what is not its fault.
    private static final Retry SETBACKS =
            new Retry(3, Duration.ofSeconds(15), Duration.ofMinutes(2));

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
        boolean killed = stops.isKilled(id);
        RunRecord end =
                switch (outcome) {
                    case Outcome.Exited exit ->
                            Stops.exited(run, exit, stops.over(id, exit.ended()));
                    case Outcome.NotStarted(String why) ->
                            stops.over(id, now)
                                    .map(stop ->
                                            run.unstarted().ended(Stops.state(stop), now, stop))
                                    .orElse(run.unstarted().ended(RunState.FAILED, now, why));
                    case Outcome.Judged judged ->
                            Stops.judged(run, judged, stops.over(id, judged.ended()));
                    case Outcome.Lost(String why) -> run.ended(RunState.LOST, now, why);
                };
        stops.over(id, now);
        Optional<Job> line = runs.table().job(run.job()).filter(Job::runs);
        Optional<Retry> retry =
                line.filter(_ -> !killed).flatMap(job -> retry(end, retrial(outcome, end), job));
        if (retry.isPresent()) {
            tryAgain(end, retry.get(), line.get(), now);
        } else {
            runs.close(end, Optional.empty(), now);
        }
    }

    /// What was stopped by us has ended as it should, whatever its runner makes of it.
    private static Outcome.Retrial retrial(Outcome outcome, RunRecord end) {
        return switch (outcome) {
            case Outcome.Judged judged when end.state() == judged.state() -> judged.retrial();
            case Outcome.Judged _, Outcome.Exited _, Outcome.NotStarted _, Outcome.Lost _ ->
                    Outcome.Retrial.AS_THE_LINE_SAYS;
        };
    }

    /// By what rule a run is tried again; absent if it is not.
    private static Optional<Retry> retry(RunRecord end, Outcome.Retrial retrial, Job job) {
        if (end.state() != RunState.FAILED && end.state() != RunState.TIMEOUT) {
            return Optional.empty();
        }
        int setbacks = end.place().setbacks();
        Optional<Retry> own =
                Optional.of(job.rules().retry())
                        .filter(retry -> retry.again(end.attempt() - setbacks));
        return switch (retrial) {
            case AS_THE_LINE_SAYS -> own;
            case NOT_ITS_FAULT -> SETBACKS.again(setbacks + 1) ? Optional.of(SETBACKS) : own;
            case NEVER -> Optional.empty();
        };
    }

    /// Takes note of how far a run has come that goes on elsewhere.
    void moved(long id, Progress progress) {
        Optional<OpenRuns.Open> one = open.find(id).filter(OpenRuns.Open::isRunning);
        if (one.isEmpty()) {
            return;
        }
        RunRecord run = one.get().run();
        // That it was asked to end says more.
        String phase = stops.isAsked(id) ? run.why() : progress.phase();
        RunRecord moved = run.moved(new Progress(progress.task(), progress.started(), phase));
        if (!moved.equals(run)) {
            open.put(moved, one.get().job());
        }
        if (progress.started().isPresent()) {
            one.get().job().ifPresent(job -> stops.began(moved, job));
        }
    }

    private void tryAgain(RunRecord failed, Retry retry, Job job, Instant now) {
        // A line may say the same, and mean its own failures.
        boolean setback = retry == SETBACKS;
        RunRecord end = setback ? failed.at(failed.place().afterSetback()) : failed;
        int setbacks = end.place().setbacks();
        int counted = setback ? setbacks : end.attempt() - setbacks;
        Instant start = now.plus(retry.after(counted, end.id()));
        String why =
                "attempt %d of %d %s (%s); the next one starts at %s"
                        .formatted(
                                end.attempt(),
                                job.rules().retry().times() + 1 + setbacks,
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

package farcron.dispatch;

import farcron.job.Firing;
import farcron.job.Job;
import farcron.job.JobStatus;
import farcron.job.Overlap;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;

import java.time.Instant;
import java.util.Optional;

/// Gives each due firing its fate: a run, or a place in a record of firings that came to nothing.
///
/// Owned by the scheduler's thread.
final class Firings {

    private final Runs runs;
    private final Histories histories;
    private final Ledger ledger;

    Firings(Runs runs, Histories histories, Ledger ledger) {
        this.runs = runs;
        this.histories = histories;
        this.ledger = ledger;
    }

    void fire(Firing firing, Instant now) {
        Job job = firing.job();
        if (job.rules().after().isPresent() && job.rules().patience().isEmpty()) {
            dueAgain(job, now);
        }
        Instant start = firing.due().plus(job.delay());
        RunRecord run =
                runs.fresh()
                        .of(job, firing.trigger(), firing.due(), start)
                        .standingFor(firing.firings());
        Optional<String> skip =
                paused(job, now).or(() -> overlapped(run, job, now)).or(() -> runs.crowded(job));
        if (skip.isPresent()) {
            skip(run, skip.get(), now);
            return;
        }
        runs.admit(run, job, now);
    }

    /// Records firings that can not be made up for, all in one.
    ///
    /// @param last the latest of their due times
    void miss(Job job, int firings, Instant last, String why, Instant now) {
        RunRecord run = runs.fresh().of(job, Trigger.SCHEDULE, last, last).standingFor(firings);
        Optional<String> paused = paused(job, now);
        RunState fate = paused.isPresent() ? RunState.SKIPPED : RunState.MISSED;
        String reason = paused.map(pause -> pause + "; " + why).orElse(why);
        runs.conclude(run.ended(fate, now, reason), Optional.of(job));
    }

    private Optional<String> paused(Job job, Instant now) {
        Optional<JobStatus.Pause> pause = histories.pause(job.key(), now);
        return pause.map(paused -> "paused by " + paused.by());
    }

    /// Skipped firings in a row share a record, so that a long pause writes no long list.
    private void skip(RunRecord run, String why, Instant now) {
        Optional<RunRecord> last =
                histories
                        .last(run.job())
                        .filter(it -> it.state() == RunState.SKIPPED && it.reason().equals(why))
                        .filter(it -> it.trigger() != Trigger.MANUAL);
        if (last.isPresent()) {
            int firings = last.get().firings() + run.firings();
            RunRecord more = last.get().dueAt(run.due()).standingFor(firings);
            histories.note(more.ended(RunState.SKIPPED, now, why));
            ledger.changes().run(more.ended(RunState.SKIPPED, now, why));
        } else {
            runs.conclude(run.ended(RunState.SKIPPED, now, why), runs.table().job(run.job()));
        }
    }

    /// Why a firing of a line with `overlap:skip` comes to nothing, if it does. An earlier run may
    /// go on for long: such firings share a record, unless others wait for each of them.
    private Optional<String> overlapped(RunRecord run, Job job, Instant now) {
        boolean skips = job.rules().overlap() == Overlap.SKIP && job.rules().after().isEmpty();
        boolean shared = runs.table().graph().dependents(job.key()).isEmpty();
        boolean atOnce = !run.notBefore().orElse(now).isAfter(now);
        if (!skips || !shared || !atOnce || run.trigger() == Trigger.CATCHUP) {
            return Optional.empty();
        }
        return Optional.ofNullable(runs.open().ahead(job.key(), run.id()).lastEntry())
                .map(last -> Overlaps.goes(last.getValue().run()));
    }

    /// A line with a time of its own that waits for others is due once more.
    private void dueAgain(Job job, Instant now) {
        String why = "it was due again before what it waits for had ended";
        runs.open().ahead(job.key(), Long.MAX_VALUE).values().stream()
                .map(OpenRuns.Open::run)
                .filter(Firings::waitsForEnds)
                .toList()
                .forEach(run -> runs.end(run.id(), RunState.MISSED, why, now));
    }

    private static boolean waitsForEnds(RunRecord run) {
        return run.state() == RunState.QUEUED
                && run.upstream().isEmpty()
                && run.attempt() == 1
                && run.trigger() != Trigger.MANUAL;
    }
}

package farcron.dispatch;

import farcron.job.Control.Answer;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobStatus;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;
import farcron.record.RunStore;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Does what people ask for, or says why not. Like the [Dispatcher], it only decides.
///
/// Owned by the scheduler's thread.
public final class Operator {

    private final Runs runs;
    private final Histories histories;
    private final Ledger ledger;
    private final RunStore store;

    Operator(Runs runs, Histories histories, Ledger ledger, RunStore store) {
        this.runs = runs;
        this.histories = histories;
        this.ledger = ledger;
        this.store = store;
    }

    /// @param alone whether no job shall follow
    public Answer run(JobKey key, boolean alone, String by, Instant now) {
        Optional<Answer> refusal = refusal(key);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Job job = runs.table().job(key).orElseThrow();
        RunRecord run = runs.fresh().of(job, Trigger.MANUAL, now, now).askedForBy(by);
        return begin(alone ? run.onlyItself() : run, job, now);
    }

    /// Runs a job once more in the wave of its newest run that was due in a span, or whose wave
    /// began in it.
    public Answer rerun(JobKey key, Instant from, Instant until, String by, Instant now) {
        Optional<Answer> refusal = refusal(key);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Job job = runs.table().job(key).orElseThrow();
        Optional<RunRecord> earlier =
                store.recall().around(key, runs.table().graph().roots(key), from, until).stream()
                        .filter(run -> run.job().equals(key))
                        .max(RunRecord.BY_ID);
        if (earlier.isEmpty()) {
            return new Answer.Refused(
                    ("no run of %1$s was due then, and none is of a wave that began then; `farcron"
                                    + " runs %1$s` tells when there were some")
                            .formatted(key));
        }
        if (runs.open().find(earlier.get().id()).isPresent()) {
            return new Answer.Refused(
                    "run %1$d of that time is not over; wait for its end, or `farcron kill %1$d`"
                            .formatted(earlier.get().id()));
        }
        runs.reopen(earlier.get().wave());
        RunRecord again =
                runs.fresh()
                        .of(job, Trigger.MANUAL, earlier.get().due(), now)
                        .in(earlier.get().wave())
                        .upon(runs.ends(job, earlier.get().wave()));
        return begin(again.askedForBy(by), job, now);
    }

    private Optional<Answer> refusal(JobKey key) {
        Optional<Job> job = runs.table().job(key);
        if (job.isEmpty()) {
            return Optional.of(unknown(key));
        }
        if (!job.get().runs()) {
            String why = job.get().rejected().orElse("");
            String where = job.get().file() + ":" + job.get().line();
            return Optional.of(
                    new Answer.Refused(
                            "%s is rejected: %s; correct its line, %s".formatted(key, why, where)));
        }
        return runs.isEnding()
                ? Optional.of(
                        new Answer.Refused(
                                "farcron is stopping, and starts nothing any more; ask again when"
                                        + " it is back"))
                : Optional.empty();
    }

    private static Answer unknown(JobKey key) {
        return new Answer.Refused("there is no job " + key + "; `farcron jobs` lists them");
    }

    private Answer begin(RunRecord run, Job job, Instant now) {
        runs.runNow(run, job, now);
        return new Answer.Accepted(histories.run(run.job(), run.id()).orElse(run));
    }

    public Answer kill(long id, String by, Instant now) {
        Optional<OpenRuns.Open> target = runs.open().find(id);
        if (target.isEmpty()) {
            return new Answer.Refused(
                    "run %1$d does not run; `farcron status` shows what does".formatted(id));
        }
        RunRecord run = target.get().run();
        String why = Stops.by(by);
        if (run.state() == RunState.QUEUED) {
            return new Answer.Accepted(runs.end(id, RunState.KILLED, why, now));
        }
        if (runs.stops().isAsked(id)) {
            return new Answer.Accepted(run);
        }
        runs.open().put(run.because(why), target.get().job());
        runs.stops().ask(run, why, now);
        return new Answer.Accepted(run.because(why));
    }

    public Answer pause(JobKey key, Optional<Duration> time, String by, Instant now) {
        if (runs.table().job(key).isEmpty()) {
            return unknown(key);
        }
        JobStatus.Pause pause = new JobStatus.Pause(now, by, time.map(now::plus));
        histories.pause(key, pause);
        ledger.changes().pause(key, Optional.of(pause));
        runs.stir();
        return new Answer.Done(
                key + " is paused" + pause.until().map(until -> " until " + until).orElse(""));
    }

    public Answer resume(JobKey key) {
        if (!histories.resume(key)
                && store.recall().pauses(List.of(key), ledger.changes()).isEmpty()) {
            return new Answer.Refused(key + " is not paused");
        }
        ledger.changes().pause(key, Optional.empty());
        return new Answer.Done(key + " is resumed");
    }
}

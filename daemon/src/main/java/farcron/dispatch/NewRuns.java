package farcron.dispatch;

import farcron.job.Job;
import farcron.job.JobTable;
import farcron.job.RunRecord;
import farcron.job.Trigger;
import farcron.job.Upstream;
import farcron.job.Wave;
import farcron.record.Changes;
import farcron.record.RunStore;

import java.time.Instant;
import java.util.List;

/// Gives new runs their ids and their waves. An id is given away by [#take] only, so that a firing
/// which shares an older record costs none.
///
/// Owned by the scheduler's thread.
final class NewRuns {

    /// The name under which the record keeps the next free run id.
    private static final String NEXT_RUN = "next_run";

    private final Waves waves;
    private final Histories histories;
    private final RunStore store;
    private JobTable table = JobTable.EMPTY;
    private long next;

    NewRuns(long next, Waves waves, Histories histories, RunStore store) {
        this.next = next;
        this.waves = waves;
        this.histories = histories;
        this.store = store;
    }

    void load(JobTable loaded) {
        table = loaded;
    }

    /// A run in a wave of its own, of which nothing is on record yet.
    RunRecord of(Job job, Trigger trigger, Instant due, Instant start) {
        RunRecord run = RunRecord.queued(next, job, trigger, due, start);
        Wave wave = run.wave();
        while (hasBegun(wave)) {
            wave = new Wave(wave.root(), wave.due().plusMillis(1));
        }
        return wave.equals(run.wave()) ? run : run.in(wave);
    }

    RunRecord following(Job job, Wave wave, List<Upstream> ends, Instant now) {
        return RunRecord.following(next, job, wave, ends, now);
    }

    /// The same moment may come twice, after a clock was set back, or be asked for twice.
    private boolean hasBegun(Wave wave) {
        if (waves.isLive(wave) || histories.hasBegun(wave)) {
            return true;
        }
        return !table.graph().dependents(wave.root()).isEmpty()
                && !store.recall().wave(wave).isEmpty();
    }

    /// The run begins; its id is given to no other one.
    void take(RunRecord run) {
        if (run.id() < next) {
            throw new IllegalStateException("run " + run.id() + " has begun already");
        }
        next = run.id() + 1;
    }

    void tell(Changes changes) {
        changes.fact(NEXT_RUN, Long.toString(next));
    }
}

package farcron.dispatch;

import farcron.job.Firing;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobStatus;
import farcron.job.JobTable;
import farcron.job.Outcome;
import farcron.job.Progress;
import farcron.job.RunRecord;
import farcron.record.Changes;
import farcron.record.Cursor;
import farcron.record.Recovered;
import farcron.record.RunStore;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// From a firing, the end of another run, or an operator's word to a run: the door to this room.
///
/// Every method only *decides*: it notes what shall be recorded and what shall be done. [#commit]
/// then records all of it in one transaction, and only after that starts and stops processes and
/// tells what happened. A crash between the two leaves a record of something that was not done,
/// which the next start finds and makes good ([#takeUp]); never a deed without a record.
///
/// If nothing can be recorded, runs are started all the same: a cron that stops because its log is
/// full is worse than a gap in the log. [RunStore] makes the record up as soon as it can. Only
/// chains wait meanwhile.
///
/// Owned by the scheduler's thread.
public final class Dispatcher {

    /// A firing that could not be started for this long is not started any more.
    public static final Duration STILL_WORTH_STARTING = TakeUp.STILL_WORTH_STARTING;

    private final Ledger ledger;
    private final Histories histories;
    private final KnownLines lines;
    private final LineChanges lineChanges;
    private final Map<String, String> facts;
    private final Runners runners;
    private final RunStore store;
    private final Runs runs;
    private final Firings firings;
    private final Operator operator;

    /// Whether what was left is known from the folders of runs alone.
    private final boolean begunAnew;

    private JobTable table = JobTable.EMPTY;

    /// @param brakes what holds up starts of all jobs alike
    public Dispatcher(
            RunStore store, Runners runners, Events events, Recovered recovered, Brakes brakes) {
        this.store = store;
        this.runners = runners;
        this.ledger = new Ledger(store, events);
        this.histories = new Histories(run -> store.recall().dueBefore(run.job(), run.id()));
        this.lines = new KnownLines(store, ledger);
        this.lineChanges = new LineChanges(store);
        this.facts = new HashMap<>(recovered.facts());
        this.runs =
                new Runs(store, runners, events, ledger, histories, brakes, recovered.nextRun());
        this.begunAnew = recovered.cursor().isEmpty() && !recovered.open().isEmpty();
        this.firings = new Firings(runs, histories, ledger);
        this.operator = new Operator(runs, histories, ledger, store);
        store.keep(key -> table.job(key).isPresent());
    }

    /// Puts another table in force. Open runs go on, also those whose line is gone.
    public void load(JobTable loaded, Instant now) {
        lineChanges.load(table, loaded, ledger.changes(), now);
        table = loaded;
        histories.load(
                loaded,
                store.recall()::newest,
                fresh -> store.recall().pauses(fresh, ledger.changes()));
        lines.load(loaded, now);
        runs.load(loaded);
    }

    /// Since when a job, which was recalled, has been known with the schedule it has now.
    public Optional<Instant> dueTheSameSince(Job job) {
        return lines.dueTheSameSince(job);
    }

    /// Memory holds only what is in force; the record knows the lines that come and go.
    public void recall(List<JobKey> jobs) {
        lines.recall(jobs);
    }

    /// Takes up what an earlier daemon left open.
    ///
    /// @param rebooted whether the machine has started since, so that what ran runs no more
    /// @param other when another cron had the lines since
    public void takeUp(List<RunRecord> left, boolean rebooted, Interlude other, Instant now) {
        if (begunAnew) {
            left.forEach(run -> runs.open().recall(run.id(), now));
        }
        runs.takeUp(left, new TakeUp(runners, table, rebooted, other, now), now);
    }

    /// Gives a due firing its fate: a run that starts now, one that waits for its turn, or a record
    /// of why there is none.
    public void fire(Firing firing, Instant now) {
        firings.fire(firing, now);
    }

    /// Records firings that can not be made up for, all in one.
    ///
    /// @param last the latest of their due times
    public void miss(Job job, int firings, Instant last, String why, Instant now) {
        this.firings.miss(job, firings, last, why, now);
    }

    /// Starts what has waited for its time or its turn, and ends what goes on for too long.
    public void wake(Instant now) {
        runs.wake(now);
    }

    /// The clock was set, or the machine slept: what a run may take is measured without that.
    ///
    /// @param by negative if the clock went back
    public void clockMoved(Duration by) {
        runs.stops().shift(by);
    }

    /// From now on nothing is started.
    public void end() {
        runs.end();
    }

    /// Whether nothing runs.
    public boolean isIdle() {
        return runs.open().running() == 0;
    }

    /// The next moment at which [#wake] has something to do; [Instant#MAX] if there is none.
    public Instant nextWake() {
        return runs.nextWake();
    }

    /// Takes note of how a run ended. An end that is told twice counts once.
    public void ended(long id, Outcome outcome, Instant now) {
        runs.ends().ended(id, outcome, now);
    }

    /// Takes note of how far a run has come that goes on elsewhere.
    public void moved(long id, Progress progress) {
        runs.ends().moved(id, progress);
    }

    /// Takes note of how a `when:` test ended.
    public void answered(long id, Outcome outcome) {
        runs.answered(id, outcome);
    }

    /// What operators may ask for.
    public Operator operator() {
        return operator;
    }

    public void fact(String name, String value) {
        facts.put(name, value);
        ledger.changes().fact(name, value);
    }

    /// Whether nothing was decided since the last [#commit].
    public boolean isSettled() {
        return ledger.isSettled();
    }

    /// Records what was decided since the last call, then does it.
    public void commit(Optional<Cursor> cursor) {
        cursor.ifPresent(ledger.changes()::cursor);
        runs.fresh().tell(ledger.changes());
        ledger.commit(this::everything);
    }

    /// What a new file has to know besides the present decision.
    private void everything(Changes all) {
        runs.tell(all);
        lines.tell(all);
        lineChanges.tell(table, all);
        histories.pauses().forEach((key, pause) -> all.pause(key, Optional.of(pause)));
        facts.forEach(all::fact);
    }

    /// All jobs of the table, in its order; the same map until something changes.
    public Map<JobKey, JobStatus> statuses(Instant now) {
        return histories.statuses(now);
    }

    /// Queued and running runs, oldest first; the same list until something changes.
    public List<RunRecord> open() {
        return runs.open().all();
    }
}

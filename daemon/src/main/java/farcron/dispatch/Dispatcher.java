package farcron.dispatch;

import farcron.job.Control.Answer;
import farcron.job.Firing;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobStatus;
import farcron.job.JobTable;
import farcron.job.Outcome;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;
import farcron.record.Changes;
import farcron.record.Cursor;
import farcron.record.KnownJob;
import farcron.record.Recovered;
import farcron.record.RunStore;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns firings into runs and keeps the set of those that are open.
///
/// Every method only *decides*: it notes what shall be recorded and what shall be done. [#commit]
/// then records all of it in one transaction, and only after that starts and stops processes and
/// tells what happened. A crash between the two leaves a record of something that was not done,
/// which the next start finds and makes good ([#takeUp]); never a deed without a record.
///
/// If nothing can be recorded, runs are started all the same: a cron that stops because its log is
/// full is worse than a gap in the log. [RunStore] makes the record up as soon as it can.
///
/// Owned by the scheduler's thread.
public final class Dispatcher {

    /// A firing that could not be started for this long is not started any more.
    public static final Duration STILL_WORTH_STARTING = Duration.ofMinutes(5);

    /// The name under which the record keeps the next free run id.
    private static final String NEXT_RUN = "next_run";

    private final RunStore store;
    private final Ledger ledger;
    private final Histories histories;
    private final Map<JobKey, KnownJob> known;
    private final Map<String, String> facts;
    private final OpenRuns open;
    private JobTable table = JobTable.EMPTY;
    private long nextRun;

    public Dispatcher(RunStore store, Runners runners, Events events, Recovered recovered) {
        this.store = store;
        this.ledger = new Ledger(store, events);
        this.histories = new Histories();
        this.open = new OpenRuns(runners, events, ledger, histories);
        this.known = new HashMap<>();
        this.facts = new HashMap<>(recovered.facts());
        this.nextRun = recovered.nextRun();
        store.keep(key -> table.job(key).isPresent());
    }

    /// Puts another table in force. Open runs go on, also those whose line is gone.
    public void load(JobTable loaded, Instant now) {
        table = loaded;
        histories.load(loaded, store::newest, fresh -> store.pauses(fresh, ledger.changes()));
        known.keySet().removeIf(key -> loaded.job(key).isEmpty());
        recall(loaded.jobs().stream().map(Job::key).toList());
        for (Job job : loaded.jobs()) {
            if (!known.containsKey(job.key()) || !known.get(job.key()).isDueAs(job)) {
                KnownJob seen = KnownJob.of(job, now);
                known.put(job.key(), seen);
                ledger.changes().job(seen);
            }
        }
    }

    /// Since when a job, which was recalled, has been known with the schedule it has now.
    public Optional<Instant> dueTheSameSince(Job job) {
        return Optional.ofNullable(known.get(job.key()))
                .filter(seen -> seen.isDueAs(job))
                .map(KnownJob::since);
    }

    /// Memory holds only what is in force; the record knows the lines that come and go.
    public void recall(List<JobKey> jobs) {
        known.putAll(store.jobs(jobs.stream().filter(key -> !known.containsKey(key)).toList()));
    }

    /// Takes up what an earlier daemon left open.
    ///
    /// @param rebooted whether the machine has started since, so that what ran runs no more
    public void takeUp(List<RunRecord> left, boolean rebooted, Instant now) {
        for (RunRecord run : left) {
            if (!open.contains(run.id())) {
                try {
                    takeUp(run, rebooted, now);
                } catch (RuntimeException trouble) {
                    close(run.ended(RunState.LOST, now, "its folder is of no use: " + trouble));
                }
            }
        }
    }

    private void takeUp(RunRecord run, boolean rebooted, Instant now) {
        Optional<Job> job = table.job(run.job()).filter(Job::runs);
        boolean running = run.state() == RunState.RUNNING;
        Instant start = run.notBefore().orElse(run.due());
        boolean late = start.plus(STILL_WORTH_STARTING).isBefore(now);
        if (running && open.adopt(run, job, now)) {
            return;
        }
        if (running && rebooted) {
            String why = "the machine was restarted, and nothing is left of the run's folder";
            close(run.ended(RunState.LOST, now, why));
        } else if (job.isEmpty() || late) {
            String why = job.isEmpty() ? "its line is gone" : "it was too late by then";
            String missed = "the daemon stopped before its start, and " + why;
            close(run.unstarted().ended(RunState.MISSED, now, missed));
        } else if (running) {
            open.start(run, job.get(), now);
        } else {
            open.put(run, job);
        }
    }

    /// Gives a due firing its fate: a run that starts now, one that waits for its delay, or a
    /// record of why there is none.
    public void fire(Firing firing, Instant now) {
        Job job = firing.job();
        Instant start = firing.due().plus(job.delay());
        RunRecord run =
                RunRecord.queued(nextRun, job, firing.trigger(), firing.due(), start)
                        .standingFor(firing.firings());
        Optional<JobStatus.Pause> pause = histories.pause(job.key(), now);
        if (pause.isPresent()) {
            skip(run, "paused by " + pause.get().by(), now);
            return;
        }
        nextRun++;
        if (start.isAfter(now)) {
            open.put(
                    run.because("starts later by its " + job.delay().toSeconds() + " s delay"),
                    Optional.of(job));
        } else {
            open.start(run, job, now);
        }
    }

    /// Skipped firings in a row share a record, so that a long pause writes no long list.
    private void skip(RunRecord run, String why, Instant now) {
        Optional<RunRecord> last = histories.last(run.job());
        if (last.isPresent()
                && last.get().state() == RunState.SKIPPED
                && last.get().reason().equals(why)) {
            RunRecord more = last.get();
            note(
                    more.dueAt(run.due())
                            .standingFor(more.firings() + run.firings())
                            .ended(RunState.SKIPPED, now, why));
            return;
        }
        nextRun++;
        close(run.ended(RunState.SKIPPED, now, why));
    }

    /// Records firings that can not be made up for, all in one.
    ///
    /// @param last the latest of their due times
    public void miss(Job job, int firings, Instant last, String why, Instant now) {
        RunRecord run = RunRecord.queued(nextRun++, job, Trigger.SCHEDULE, last, last);
        Optional<JobStatus.Pause> pause = histories.pause(job.key(), now);
        RunState fate = pause.isPresent() ? RunState.SKIPPED : RunState.MISSED;
        String reason = pause.map(paused -> "paused by " + paused.by() + "; " + why).orElse(why);
        close(run.standingFor(firings).ended(fate, now, reason));
    }

    /// Starts what has waited for its time, and forces what was asked to end and did not.
    public void wake(Instant now) {
        open.startable(now).forEach(run -> startQueued(run, now));
        open.force(now);
    }

    /// From now on nothing is started.
    public void end() {
        open.end();
    }

    /// Whether nothing runs.
    public boolean isIdle() {
        return open.isIdle();
    }

    /// What has happened to its job while it waited counts.
    private void startQueued(RunRecord run, Instant now) {
        Optional<Job> job = table.job(run.job()).filter(Job::runs);
        Optional<JobStatus.Pause> pause = histories.pause(run.job(), now);
        if (job.isEmpty()) {
            close(run.ended(RunState.MISSED, now, "its line was taken away before its start"));
        } else if (pause.isPresent()) {
            close(run.ended(RunState.SKIPPED, now, "paused by " + pause.get().by()));
        } else {
            open.start(run, job.get(), now);
        }
    }

    /// The next moment at which [#wake] has something to do; [Instant#MAX] if there is none.
    public Instant nextWake() {
        return open.nextWake();
    }

    /// Takes note of how a run ended. An end that is told twice counts once.
    public void ended(long id, Outcome outcome, Instant now) {
        open.ended(id, outcome, now);
    }

    public Answer run(JobKey key, String by, Instant now) {
        Optional<Job> job = table.job(key);
        if (job.isEmpty()) {
            return new Answer.Refused("there is no job " + key);
        }
        if (!job.get().runs()) {
            return new Answer.Refused(key + " is rejected: " + job.get().rejected().orElse(""));
        }
        if (open.isEnding()) {
            return new Answer.Refused("farcron is stopping, and starts nothing any more");
        }
        RunRecord run = RunRecord.queued(nextRun++, job.get(), Trigger.MANUAL, now, now);
        return new Answer.Accepted(open.start(run.because("asked for by " + by), job.get(), now));
    }

    public Answer kill(long id, String by, Instant now) {
        return open.kill(id, by, now);
    }

    public Answer pause(JobKey key, Optional<Duration> time, String by, Instant now) {
        if (table.job(key).isEmpty()) {
            return new Answer.Refused("there is no job " + key);
        }
        JobStatus.Pause pause = new JobStatus.Pause(now, by, time.map(now::plus));
        histories.pause(key, pause);
        ledger.changes().pause(key, Optional.of(pause));
        return new Answer.Done(
                key + " is paused" + pause.until().map(until -> " until " + until).orElse(""));
    }

    public Answer resume(JobKey key) {
        if (!histories.resume(key) && store.pauses(List.of(key), ledger.changes()).isEmpty()) {
            return new Answer.Refused(key + " is not paused");
        }
        ledger.changes().pause(key, Optional.empty());
        return new Answer.Done(key + " is resumed");
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
        ledger.changes().fact(NEXT_RUN, Long.toString(nextRun));
        ledger.commit(this::everything);
    }

    /// What a new file has to know besides the present decision.
    private void everything(Changes all) {
        open.all().forEach(all::run);
        known.values().forEach(all::job);
        histories.pauses().forEach((key, pause) -> all.pause(key, Optional.of(pause)));
        facts.forEach(all::fact);
    }

    public Map<JobKey, JobStatus> statuses(Instant now) {
        return histories.statuses(now);
    }

    /// Queued and running runs, oldest first.
    public List<RunRecord> open() {
        return open.all();
    }

    private void close(RunRecord run) {
        open.close(run, table.job(run.job()));
    }

    private void note(RunRecord run) {
        histories.note(run);
        ledger.changes().run(run);
    }
}

package farcron.dispatch;

import farcron.job.Job;
import farcron.job.JobTable;
import farcron.job.Outcome;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Upstream;
import farcron.job.Wave;
import farcron.record.Changes;
import farcron.record.RunStore;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The life of a run: it begins, waits in the [Queue], starts, ends, is perhaps tried again, and
/// the [Chain] follows its end.
///
/// Owned by the scheduler's thread.
final class Runs implements Chain.Followers, Queue.Beginning {

    private static final int MOST_WAITING = 2_000;
    private static final int MOST_WAITING_OF_A_USER = 20_000;

    private final RunStore store;
    private final OpenRuns open;
    private final Waves waves = new Waves();
    private final NewRuns fresh;
    private final Stops stops;
    private final Tests tests;
    private final Chain chain;
    private final Gates gates;
    private final Queue queue;
    private final Ends ends;
    private JobTable table = JobTable.EMPTY;
    private boolean ending;

    Runs(
            RunStore store,
            Runners runners,
            Events events,
            Ledger ledger,
            Histories histories,
            Brakes brakes,
            long nextRun) {
        this.store = store;
        this.fresh = new NewRuns(nextRun, waves, histories, store);
        this.open = new OpenRuns(runners, events, ledger, histories, waves);
        this.stops = new Stops(runners, ledger);
        this.tests = new Tests(runners, ledger);
        this.chain = new Chain(waves, new Endings(store, ledger, histories), histories, this);
        Overlaps overlaps = new Overlaps(open, stops);
        this.gates =
                new Gates(open, overlaps, tests, chain, histories, store, new Room(open, brakes));
        this.queue = new Queue(open, gates, this);
        this.ends = new Ends(this, open, stops);
    }

    OpenRuns open() {
        return open;
    }

    JobTable table() {
        return table;
    }

    Ends ends() {
        return ends;
    }

    NewRuns fresh() {
        return fresh;
    }

    Chain chain() {
        return chain;
    }

    Stops stops() {
        return stops;
    }

    void load(JobTable loaded) {
        table = loaded;
        fresh.load(loaded);
        chain.load(loaded);
        queue.stir();
    }

    /// Lets a run begin that has passed [NewRuns]: it starts now, or waits for its turn.
    void admit(RunRecord run, Job job, Instant now) {
        fresh.take(run);
        Instant start = run.notBefore().orElse(now);
        if (start.isAfter(now)) {
            String delay = "starts later by its " + job.delay().toSeconds() + " s delay";
            open.put(run.because(delay), Optional.of(job));
            queue.stirAt(start);
        } else if (gates.isOpenFor(job) && !ending) {
            start(run, job, now);
        } else {
            open.put(run, Optional.of(job));
            queue.stir();
        }
    }

    private void start(RunRecord run, Job job, Instant now) {
        tests.forget(run);
        RunRecord own = run.of(job.user()).at(run.place().on(job.target()));
        RunRecord started = open.start(own, job, now, () -> takeBack(own, now));
        stops.started(started, job);
    }

    private void takeBack(RunRecord run, Instant now) {
        stops.over(run.id(), now);
        queue.stir();
    }

    @Override
    public void start(long run, Job job, Instant now) {
        start(open.find(run).orElseThrow().run(), job, now);
    }

    @Override
    public RunRecord end(long run, RunState as, String why, Instant now) {
        OpenRuns.Open one = open.find(run).orElseThrow();
        RunRecord end = one.run().ended(as, now, why);
        close(end, one.job().or(() -> table.job(end.job())), now);
        return end;
    }

    /// The end of a run that was open: what follows from it is decided with it.
    void close(RunRecord run, Optional<Job> job, Instant now) {
        tests.forget(run);
        open.close(run, job);
        queue.stir();
        chain.ended(run, now);
    }

    /// A record of firings that never became a run: nothing follows them.
    void conclude(RunRecord run, Optional<Job> job) {
        fresh.take(run);
        open.close(run, job);
        waves.settle(run.wave());
    }

    @Override
    public void follow(Job job, Wave wave, List<Upstream> ends, Instant now) {
        RunRecord run = fresh.following(job, wave, ends, now);
        Optional<String> crowded = crowded(job);
        if (crowded.isEmpty()) {
            admit(run, job, now);
        } else {
            fresh.take(run);
            close(run.ended(RunState.SKIPPED, now, crowded.get()), Optional.of(job), now);
        }
    }

    /// Why no more runs of a job may wait, if so: they are all in memory, and a job that hangs in a
    /// pool, or a user, must not fill it.
    Optional<String> crowded(Job job) {
        if (open.waiting(job.key()) >= MOST_WAITING) {
            return Optional.of(MOST_WAITING + " runs of it wait already");
        }
        return open.waitingOf(job.user()) < MOST_WAITING_OF_A_USER
                ? Optional.empty()
                : Optional.of(MOST_WAITING_OF_A_USER + " runs of " + job.user() + " wait already");
    }

    @Override
    public void block(Job job, Wave wave, Verdict.Blocked verdict, Instant now) {
        RunRecord run = fresh.following(job, wave, verdict.ends(), now);
        fresh.take(run);
        close(run.ended(RunState.BLOCKED, now, verdict.why()), Optional.of(job), now);
    }

    /// Somebody has a job run, whatever it waits for.
    void runNow(RunRecord run, Job job, Instant now) {
        if (job.isFollower() && !run.alone() && run.wave().root().equals(job.key())) {
            chain.starts(job.key());
        }
        admit(run, job, now);
        queue.advance(table, now);
    }

    /// How what a job waits for has ended in a wave by now.
    List<Upstream> ends(Job job, Wave wave) {
        return job.rules().after().stream()
                .flatMap(after -> after.upstreams().stream())
                .flatMap(upstream -> waves.newest(wave, upstream).stream())
                .filter(run -> !run.state().open())
                .map(Upstream::of)
                .toList();
    }

    /// Makes a wave that is over go on, for a run in it that is about to begin.
    void reopen(Wave wave) {
        waves.recall(store.recall().wave(wave));
    }

    void answered(long id, Outcome outcome) {
        if (tests.answered(id, outcome)) {
            queue.stir();
        }
    }

    /// Something that waits may have been let go, or held.
    void stir() {
        queue.stir();
    }

    void wake(Instant now) {
        ends.timeOut(now);
        stops.force(open::find, now);
        queue.advance(table, now);
    }

    Instant nextWake() {
        Instant queued = queue.next();
        Instant stopped = stops.next();
        return stopped.isBefore(queued) ? stopped : queued;
    }

    void end() {
        ending = true;
        queue.stop();
    }

    boolean isEnding() {
        return ending;
    }

    void takeUp(List<RunRecord> left, TakeUp taking, Instant now) {
        List<RunRecord> ours = left.stream().filter(run -> open.find(run.id()).isEmpty()).toList();
        ours.stream()
                .filter(run -> !table.graph().dependents(run.job()).isEmpty())
                .map(RunRecord::wave)
                .distinct()
                .forEach(this::reopen);
        // All are there before what follows from the end of one is decided.
        ours.forEach(run -> open.show(run, taking.line(run)));
        ours.forEach(waves::note);
        for (RunRecord run : ours) {
            try {
                takeUp(run, taking, now);
            } catch (RuntimeException trouble) {
                String why = "its folder is of no use: " + trouble;
                close(run.ended(RunState.LOST, now, why), Optional.empty(), now);
            }
        }
        queue.stir();
    }

    private void takeUp(RunRecord run, TakeUp taking, Instant now) {
        Optional<Job> line = taking.line(run);
        switch (taking.of(run)) {
            case TakeUp.Fate.Runs _ -> {
                open.put(run, line);
                stops.adopted(run, line, now);
            }
            case TakeUp.Fate.Start(Job job) -> start(run, job, now);
            case TakeUp.Fate.Wait _ -> open.put(run, line);
            case TakeUp.Fate.End(RunRecord end) -> close(end, line, now);
        }
    }

    void tell(Changes all) {
        open.all().forEach(all::run);
        waves.tell(all);
        chain.tell(all);
    }
}

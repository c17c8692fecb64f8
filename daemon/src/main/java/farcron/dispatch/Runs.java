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

    private final RunStore store;
    private final OpenRuns open;
    private final Waves waves = new Waves();
    private final NewRuns fresh;
    private final Stops stops;
    private final Tests tests;
    private final Chain chain;
    private final Gates gates;
    private final Queue queue;
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
        this.chain = new Chain(waves, new Endings(store, ledger), histories, this);
        Overlaps overlaps = new Overlaps(open, stops);
        this.gates = new Gates(open, overlaps, tests, chain, histories, store, brakes);
        this.queue = new Queue(open, gates, this);
    }

    OpenRuns open() {
        return open;
    }

    JobTable table() {
        return table;
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
        RunRecord started = open.start(run, job, now, () -> takeBack(run, now));
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
    private void close(RunRecord run, Optional<Job> job, Instant now) {
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
        admit(fresh.following(job, wave, ends, now), job, now);
    }

    @Override
    public void block(Job job, Wave wave, Verdict.Blocked verdict, Instant now) {
        RunRecord run = fresh.following(job, wave, verdict.ends(), now);
        fresh.take(run);
        close(run.ended(RunState.BLOCKED, now, verdict.why()), Optional.of(job), now);
    }

    /// Somebody has a job run, whatever it waits for.
    void runNow(RunRecord run, Job job, Instant now) {
        chain.starts(job.key());
        admit(run, job, now);
        queue.advance(table, now);
    }

    /// Makes a wave that is over go on, for a run in it that is about to begin.
    void reopen(Wave wave) {
        waves.recall(store.recall().wave(wave));
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
                            run.unstarted().ended(RunState.FAILED, now, why);
                    case Outcome.Lost(String why) -> run.ended(RunState.LOST, now, why);
                };
        stops.over(id, now);
        Optional<Job> line = table.job(run.job()).filter(Job::runs);
        if (line.isPresent() && isTriedAgain(end, line.get())) {
            tryAgain(end, line.get(), now);
        } else {
            close(end, Optional.empty(), now);
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
        queue.stir();
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
        for (long id : stops.overdue(now).keySet()) {
            open.find(id).ifPresent(one -> timeOut(one, now));
        }
        stops.force(open::find, now);
        queue.advance(table, now);
    }

    private void timeOut(OpenRuns.Open one, Instant now) {
        String why = one.job().map(Stops::tooLong).orElse("");
        open.put(one.run().because(why), one.job());
        stops.ask(one.run(), why, now);
    }

    Instant nextWake() {
        Instant next = queue.next();
        return stops.next().isBefore(next) ? stops.next() : next;
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
                .map(RunRecord::wave)
                .distinct()
                .filter(wave -> !table.graph().dependents(wave.root()).isEmpty())
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
        chain.tell(all);
    }
}

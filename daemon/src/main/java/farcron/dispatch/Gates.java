package farcron.dispatch;

import farcron.job.Job;
import farcron.job.JobStatus;
import farcron.job.JobTable;
import farcron.job.Overlap;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Target;
import farcron.job.Trigger;
import farcron.job.Upstream;
import farcron.record.RunStore;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a run that waits has to pass before it starts, in this order; the first gate that is closed
/// gives the reason.
///
/// Owned by the scheduler's thread.
final class Gates {

    /// How soon to look again at what nobody tells of: free memory, load, the record's disk.
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final OpenRuns open;
    private final Overlaps overlaps;
    private final Tests tests;
    private final Chain chain;
    private final Histories histories;
    private final RunStore store;
    private final Room room;

    Gates(
            OpenRuns open,
            Overlaps overlaps,
            Tests tests,
            Chain chain,
            Histories histories,
            RunStore store,
            Room room) {
        this.open = open;
        this.overlaps = overlaps;
        this.tests = tests;
        this.chain = chain;
        this.histories = histories;
        this.store = store;
        this.room = room;
    }

    /// Whether nothing but the time can hold up a job's runs, as with all lines of a classic
    /// crontab.
    boolean isOpenFor(Job job) {
        return job.rules().isPlain()
                && job.target() instanceof Target.Local
                && room.isEndlessFor(job);
    }

    /// From now on all that wait are asked about once more, those due first first.
    void newRound() {
        room.newRound();
    }

    Turn turn(RunRecord run, JobTable table, Overlaps.Ender over, Instant now) {
        Instant start = run.notBefore().orElse(Instant.MIN);
        Optional<Job> line = table.job(run.job()).filter(Job::runs);
        if (line.isEmpty()) {
            boolean rejected = table.job(run.job()).isPresent();
            String why = rejected ? "its line was refused" : "its line was taken away";
            return given(run, RunState.MISSED, why + " before its start");
        }
        if (start.isAfter(now)) {
            return new Turn.Stay("", start);
        }
        Job job = line.get();
        return refusal(run, job)
                .or(() -> ends(run, job, now))
                .or(() -> pause(run, now))
                .or(() -> record(job, now))
                .or(() -> asksFirst(run, job))
                .or(() -> overlaps.hold(run, job, over, now))
                .or(() -> tests.hold(run, job))
                .or(() -> job.rules().pool().flatMap(room::in))
                .or(() -> room.share(run, job))
                .or(() -> room.onMachine().map(why -> new Turn.Stay(why, soon(now))))
                .orElseGet(Turn.Go::new);
    }

    private static Instant soon(Instant now) {
        return now.plus(AGAIN);
    }

    /// A run that has failed and will not be tried again has failed.
    private static Turn given(RunRecord run, RunState as, String why) {
        return run.attempt() == 1
                ? new Turn.Over(as, why)
                : new Turn.Over(RunState.FAILED, "not tried again: " + why);
    }

    /// Nothing is stopped for a run whose test says no.
    private Optional<Turn> asksFirst(RunRecord run, Job job) {
        return job.rules().overlap() == Overlap.REPLACE ? tests.hold(run, job) : Optional.empty();
    }

    /// A line with a time of its own that waits for others, too.
    private Optional<Turn> ends(RunRecord run, Job job, Instant now) {
        boolean waits =
                !job.isFollower()
                        && job.rules().after().isPresent()
                        && run.upstream().isEmpty()
                        && run.attempt() == 1
                        && run.trigger() != Trigger.MANUAL;
        if (!waits) {
            return Optional.empty();
        }
        Instant before = histories.dueBefore(run).orElse(Instant.MIN);
        return switch (chain.ends(job, before)) {
            case Verdict.Start(List<Upstream> ends) -> {
                chain.starts(job.key());
                open.put(run.upon(ends), Optional.of(job));
                yield Optional.empty();
            }
            case Verdict.Wait(String why) -> Optional.of(patience(run, job, why, now));
            case Verdict.Blocked(String why, var _) -> Optional.of(patience(run, job, why, now));
        };
    }

    private Optional<Turn> refusal(RunRecord run, Job job) {
        return open.refusal(job).map(why -> given(run, RunState.SKIPPED, why));
    }

    private static Turn patience(RunRecord run, Job job, String why, Instant now) {
        if (job.rules().patience().isEmpty()) {
            return new Turn.Stay(why + ", until it is due again");
        }
        Instant until = run.due().plus(job.delay()).plus(job.rules().patience().get());
        String time = Waiting.time(until, job, now);
        return until.isAfter(now)
                ? new Turn.Stay(why + ", at most until " + time, until)
                : new Turn.Over(RunState.MISSED, why.replace("waits", "waited") + " until " + time);
    }

    private Optional<Turn> pause(RunRecord run, Instant now) {
        Optional<JobStatus.Pause> pause = histories.pause(run.job(), now);
        return pause.filter(_ -> run.trigger() != Trigger.MANUAL)
                .map(paused -> given(run, RunState.SKIPPED, "paused by " + paused.by()));
    }

    private Optional<Turn> record(Job job, Instant now) {
        return OpenRuns.isForTheRecord(job) && !store.problem().isEmpty()
                ? Optional.of(new Turn.Stay("its start cannot be recorded", soon(now)))
                : Optional.empty();
    }
}

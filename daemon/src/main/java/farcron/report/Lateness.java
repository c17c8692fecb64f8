package farcron.report;

import farcron.clock.Outlook;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobStatus;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.StatusSnapshot;
import farcron.job.Trigger;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which jobs should have started by now and have not.
///
/// A run that waits for its start, and knows what for, is no news for a while: it is late only when
/// the crontab did not mean it to wait that long: beyond its `wait:`, or until the job was due
/// again.
final class Lateness {

    private static final Duration ALLOWED = Duration.ofSeconds(60);

    /// However seldom a job is due, a run that still waits after a day is worth a look.
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    /// So long AWS may be asked for a task before somebody should have a look.
    private static final Duration LONGEST_SUBMISSION = Duration.ofMinutes(5);

    private final StatusSnapshot snapshot;
    private final Instant due;
    private final Map<JobKey, RunRecord> late = new HashMap<>();
    private final Times times;

    Lateness(StatusSnapshot snapshot, Times times) {
        this.snapshot = snapshot;
        this.due = times.now().minus(ALLOWED);
        this.times = times;
        snapshot.open().stream()
                .filter(this::isLate)
                .forEach(run -> late.putIfAbsent(run.job(), run));
    }

    private boolean isLate(RunRecord run) {
        return isHeldTooLong(run) || hasNoTask(run);
    }

    /// A run for AWS goes on from the moment when its task is asked for. What runs here instead
    /// tells nothing on its way.
    private boolean hasNoTask(RunRecord run) {
        boolean asks =
                run.state() == RunState.RUNNING
                        && !run.place().isLocal()
                        && run.place().task().isEmpty()
                        && !run.why().equals(run.asked());
        Instant since = run.started().orElse(run.due());
        return asks && since.isBefore(times.now().minus(LONGEST_SUBMISSION));
    }

    private boolean isHeldTooLong(RunRecord run) {
        Instant earliest = run.notBefore().orElse(run.due());
        if (run.state() != RunState.QUEUED || !earliest.isBefore(due)) {
            return false;
        }
        boolean knowsWhy = !run.reason().isEmpty() && snapshot.lastTick().isAfter(earliest);
        return !knowsWhy || waitsTooLong(run);
    }

    /// A run that is made up for was due long ago anyway.
    private boolean waitsTooLong(RunRecord run) {
        boolean tooLong = latestStart(run).isBefore(due) || hasBeenDueAgain(run);
        return tooLong && run.trigger() != Trigger.CATCHUP;
    }

    private Instant latestStart(RunRecord run) {
        Optional<Job> line = snapshot.table().job(run.job());
        Optional<Duration> patience = line.flatMap(job -> job.rules().patience());
        if (patience.isPresent()) {
            return run.due().plus(line.get().delay()).plus(patience.get());
        }
        boolean untilDueAgain = line.filter(Lateness::waitsAtItsTime).isPresent();
        return untilDueAgain ? Instant.MAX : run.due().plus(LONGEST_WAIT);
    }

    private static boolean waitsAtItsTime(Job job) {
        return !job.isFollower() && job.rules().after().isPresent();
    }

    private boolean hasBeenDueAgain(RunRecord run) {
        return Optional.ofNullable(snapshot.jobs().get(run.job()))
                .flatMap(JobStatus::lastRun)
                .filter(last -> last.id() != run.id() && last.trigger() != Trigger.MANUAL)
                .isPresent();
    }

    /// Why a job is late, in words; empty if it is not.
    Optional<String> of(Job job) {
        RunRecord run = late.get(job.key());
        if (run != null) {
            String why = run.reason().isEmpty() ? "" : ": " + run.reason();
            return Optional.of("due " + times.past(run.due()) + ", not started" + why);
        }
        if (!snapshot.lastTick().isBefore(due)) {
            return Optional.empty();
        }
        Outlook outlook = Outlook.after(job.schedule(), job.zone(), snapshot.lastTick());
        return outlook.hasNext() && outlook.peek().start().isBefore(due)
                ? Optional.of(
                        "due "
                                + times.past(outlook.peek().start())
                                + ", but the scheduler last looked at "
                                + times.past(snapshot.lastTick()))
                : Optional.empty();
    }
}

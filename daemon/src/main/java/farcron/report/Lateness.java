package farcron.report;

import farcron.clock.Outlook;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.StatusSnapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which jobs should have started by now and have not.
final class Lateness {

    private static final Duration ALLOWED = Duration.ofSeconds(60);

    private final Instant lastTick;
    private final Instant due;
    private final Map<JobKey, RunRecord> waiting = new HashMap<>();
    private final Times times;

    Lateness(StatusSnapshot snapshot, Times times) {
        this.lastTick = snapshot.lastTick();
        this.due = times.now().minus(ALLOWED);
        this.times = times;
        snapshot.open().stream()
                .filter(run -> run.state() == RunState.QUEUED)
                .filter(run -> run.notBefore().orElse(run.due()).isBefore(due))
                .forEach(run -> waiting.putIfAbsent(run.job(), run));
    }

    /// Why a job is late, in words; empty if it is not.
    Optional<String> of(Job job) {
        RunRecord run = waiting.get(job.key());
        if (run != null) {
            String why = run.reason().isEmpty() ? "" : ": " + run.reason();
            return Optional.of("due " + times.past(run.due()) + ", not started" + why);
        }
        if (!lastTick.isBefore(due)) {
            return Optional.empty();
        }
        Outlook outlook = Outlook.after(job.schedule(), job.zone(), lastTick);
        return outlook.hasNext() && outlook.peek().start().isBefore(due)
                ? Optional.of(
                        "due "
                                + times.past(outlook.peek().start())
                                + ", but the scheduler last looked at "
                                + times.past(lastTick))
                : Optional.empty();
    }
}

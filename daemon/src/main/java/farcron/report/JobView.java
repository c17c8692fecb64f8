package farcron.report;

import farcron.job.Job;
import farcron.job.JobStatus;
import farcron.job.RunRecord;
import farcron.job.RunState;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One job, as one caller may see it.
///
/// @param shown its name, with its scope where the name alone would not be enough
/// @param state the last run's state, or `late`, `paused`, `rejected`; empty if it never ran
/// @param reason why it is in its state; empty where the state says it all
/// @param next due times
record JobView(
        Job job,
        String shown,
        Optional<JobStatus.Pause> pause,
        Optional<RunRecord> lastRun,
        String letters,
        String state,
        String reason,
        List<Instant> next,
        String words) {

    boolean isLate() {
        return state.equals("late");
    }

    /// Whether `/check` complains about it.
    boolean failsCheck() {
        return isLate() || isLastRunsState() && lastRun.get().state().bad();
    }

    /// Whether it is shown first, with its reason.
    boolean isProblem() {
        return failsCheck() || state.equals("rejected") || state.equals("blocked");
    }

    boolean isRunning() {
        return isIn(RunState.RUNNING);
    }

    boolean isIn(RunState wanted) {
        return isLastRunsState() && lastRun.get().state() == wanted;
    }

    private boolean isLastRunsState() {
        return lastRun.isPresent() && lastRun.get().state().word().equals(state);
    }
}

package farcron.report;

import farcron.job.Job;
import farcron.job.JobStatus;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Upstream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One job, as one caller may see it.
///
/// @param shown its name, with its scope where the name alone would not be enough
/// @param state the last run's state, or `late`, `paused`, `rejected`; empty if it never ran
/// @param reason why it is in its state; empty where the state says it all
/// @param next due times
/// @param after what it waits for, as its line could say it: `extract`, `check@failed`
/// @param words when it starts, in English
record JobView(
        Job job,
        String shown,
        Optional<JobStatus.Pause> pause,
        Optional<RunRecord> lastRun,
        String letters,
        String state,
        String reason,
        List<Instant> next,
        List<String> after,
        String words) {

    boolean isLate() {
        return state.equals("late");
    }

    /// Whether `/check` complains about it.
    boolean failsCheck() {
        return isLate()
                || isLastRunsState() && lastRun.get().state().bad()
                || hasFailedBeforeItWasSkipped();
    }

    /// A firing that came to nothing mends nothing.
    boolean hasFailedBeforeItWasSkipped() {
        String ran = letters.replaceFirst(RunState.SKIPPED.letter() + "+$", "");
        return isIn(RunState.SKIPPED)
                && Stream.of(RunState.values())
                        .filter(RunState::bad)
                        .anyMatch(bad -> ran.endsWith(Character.toString(bad.letter())));
    }

    /// Whether it is shown first, with its reason.
    boolean isProblem() {
        return failsCheck() || state.equals("rejected") || isIn(RunState.BLOCKED) && isMissedOut();
    }

    /// A job that handles failures is blocked in each wave in which there was none, and so is what
    /// waits for more than there was to do: all is as it should be.
    private boolean isMissedOut() {
        List<Upstream> ends = lastRun.get().upstream();
        return ends.isEmpty()
                || !ends.stream()
                        .allMatch(end ->
                                end.state() == RunState.OK || end.state() == RunState.SKIPPED);
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

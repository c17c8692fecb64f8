package farcron.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is known about one job now.
///
/// @param lastRun the newest record, open or ended
/// @param history of the newest ended or open runs, oldest first, at most [#HISTORY]
/// @param pause absent while the job is not paused
public record JobStatus(
        Job job, Optional<RunRecord> lastRun, List<RunState> history, Optional<Pause> pause) {

    public static final int HISTORY = 20;

    /// @param until when it ends by itself; absent: when somebody resumes the job
    public record Pause(Instant since, String by, Optional<Instant> until) {}

    /// The history as letters, newest last: `....x..`.
    public String letters() {
        StringBuilder letters = new StringBuilder();
        history.forEach(state -> letters.append(state.letter()));
        return letters.toString();
    }
}

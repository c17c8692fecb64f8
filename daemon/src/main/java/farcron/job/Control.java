package farcron.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// What an operator may ask of the running daemon. Each call returns at once; the answer comes when
/// the scheduler has decided and recorded.
public interface Control {

    /// @param alone whether no job shall follow
    /// @param by the person who asks, for the record
    CompletionStage<Answer> run(JobKey job, boolean alone, String by);

    /// Runs a job once more in the wave of an earlier run of it, and then what was blocked behind
    /// it there.
    ///
    /// @param from the beginning of a span in which that run was due, or its wave began
    /// @param until the end of it, exclusive
    CompletionStage<Answer> rerun(JobKey job, Instant from, Instant until, String by);

    CompletionStage<Answer> kill(long run, String by);

    CompletionStage<Answer> pause(JobKey job, Optional<Duration> time, String by);

    CompletionStage<Answer> resume(JobKey job, String by);

    sealed interface Answer {
        /// @param run the run that was made or stopped
        record Accepted(RunRecord run) implements Answer {}

        /// Done, and no run came of it.
        record Done(String what) implements Answer {}

        record Refused(String why) implements Answer {}
    }
}

package farcron.job;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// What an operator may ask of the running daemon. Each call returns at once; the answer comes when
/// the scheduler has decided and recorded.
public interface Control {

    /// @param by the person who asks, for the record
    CompletionStage<Answer> run(JobKey job, String by);

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

package farcron.schedule;

import farcron.dispatch.Operator;
import farcron.job.Control.Answer;
import farcron.job.JobTable;
import farcron.job.Outcome;
import farcron.job.Progress;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/// What may be put into the scheduler's inbox.
public sealed interface Message {

    /// Another table shall be in force.
    record Reload(JobTable table) implements Message {}

    /// A run came to its end.
    record Ended(long run, Outcome outcome) implements Message {}

    /// A run that goes on elsewhere has come further.
    record Moved(long run, Progress progress) implements Message {}

    /// The `when:` test of a run came to its end.
    record Answered(long run, Outcome outcome) implements Message {}

    /// The daemon shall end when nothing runs any more, and start nothing until then. The clock is
    /// not looked at again: what becomes due is made up for by the next start, by its rules.
    ///
    /// @param idle completed when nothing runs; the record knows it by then
    record End(CompletableFuture<Void> idle) implements Message {}

    /// An operator asks for something.
    record Ask(Question question, CompletableFuture<Answer> answer) implements Message {}

    @FunctionalInterface
    interface Question {
        Answer decide(Operator operator, Instant now);
    }
}

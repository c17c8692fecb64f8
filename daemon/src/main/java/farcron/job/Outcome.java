package farcron.job;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// How a run came to its end, as its runner saw it.
public sealed interface Outcome {

    /// The command ended by itself or by a signal; Java and the shell cannot tell a signal n from
    /// an exit with 128 + n.
    record Exited(int code, Instant started, Instant ended, Usage usage) implements Outcome {}

    /// Not the command alone decided how it ended: an exit code says too little about it, or there
    /// is none.
    ///
    /// @param state a final one
    /// @param started when the command began, if it did
    /// @param reason in plain words, with what to do about it
    record Judged(
            RunState state,
            OptionalInt code,
            Optional<Instant> started,
            Instant ended,
            String reason,
            Retrial retrial,
            Usage usage)
            implements Outcome {

        /// Where nothing is known of what it has used.
        public Judged(
                RunState state,
                OptionalInt code,
                Optional<Instant> started,
                Instant ended,
                String reason,
                Retrial retrial) {
            this(state, code, started, ended, reason, retrial, Usage.NONE);
        }
    }

    /// It could not be started; nothing of it has run.
    record NotStarted(String reason) implements Outcome {}

    /// It did start, and its end cannot be known any more.
    record Lost(String reason) implements Outcome {}

    /// Whether it is worth another attempt.
    enum Retrial {
        /// As often as the line's `retry:` says.
        AS_THE_LINE_SAYS,
        /// The platform failed it, not the command: also where the line says nothing of it, and
        /// without counting as one of the line's retries.
        NOT_ITS_FAULT,
        /// It would fail again.
        NEVER
    }
}

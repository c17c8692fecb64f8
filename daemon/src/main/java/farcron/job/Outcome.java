package farcron.job;

import java.time.Instant;

/// How a run came to its end, as its runner saw it.
public sealed interface Outcome {

    /// The command ended by itself or by a signal; Java and the shell cannot tell a signal n from
    /// an exit with 128 + n.
    record Exited(int code, Instant started, Instant ended, Usage usage) implements Outcome {}

    /// It could not be started; nothing of it has run.
    record NotStarted(String reason) implements Outcome {}

    /// It did start, and its end cannot be known any more.
    record Lost(String reason) implements Outcome {}
}

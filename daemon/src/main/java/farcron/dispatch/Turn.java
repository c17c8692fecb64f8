package farcron.dispatch;

import farcron.job.RunState;

import java.time.Instant;

/// Whether a run that waits may start.
sealed interface Turn {

    /// Now.
    record Go() implements Turn {}

    /// Not yet.
    ///
    /// @param why in words that follow `queued:`
    /// @param look when it may be otherwise without anything else happening; [Instant#MAX] if never
    record Stay(String why, Instant look) implements Turn {
        Stay(String why) {
            this(why, Instant.MAX);
        }
    }

    /// Never: this is its end.
    record Over(RunState as, String why) implements Turn {}
}

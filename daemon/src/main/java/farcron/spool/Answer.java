package farcron.spool;

import farcron.crontab.Problem;

import java.util.List;
import java.util.Optional;

/// What came of a wish about a crontab.
public sealed interface Answer {

    /// The crontab, byte for byte.
    record Text(byte[] bytes, Edition edition) implements Answer {}

    /// The user has no crontab.
    record NoCrontab() implements Answer {}

    /// It is done, and will outlast a power failure.
    ///
    /// @param previous the text that was there before
    record Done(Optional<byte[]> previous) implements Answer {}

    /// Somebody else has changed the crontab since it was read; nothing was done.
    record Changed() implements Answer {}

    /// The new text is not taken.
    ///
    /// @param problems those that stand in the way, in the order of the file; at least one
    record Faulty(List<Problem> problems) implements Answer {
        public Faulty {
            problems = List.copyOf(problems);
        }
    }

    /// The caller may not do this.
    ///
    /// @param why in cron's words, where it has some; may have several lines
    record Denied(String why) implements Answer {}

    /// It could not be done; what was there is there still.
    record Failed(String why) implements Answer {}
}

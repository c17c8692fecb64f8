package farcron.shadow;

import java.time.Instant;
import java.util.List;

/// Something that the shadow has seen; in the order of these it judges.
public sealed interface Fact {

    Instant at();

    /// The comparison begins: what was before is not looked at.
    record Begun(Instant at) implements Fact {}

    /// From now on these are the lines of the crontabs.
    ///
    /// @param whole whether they are all that there are on the machine
    record Lines(Instant at, List<Line> lines, boolean whole) implements Fact {
        public Lines {
            lines = List.copyOf(lines);
        }
    }

    /// farcron would have started a line.
    ///
    /// @param at its due time
    record Would(Instant at, Line line) implements Fact {}

    /// Cron says that it has started something.
    ///
    /// @param text behind `CMD`
    /// @param whole whether the log has all of the text
    record Ran(Instant at, String user, String text, boolean whole) implements Fact {}

    /// Cron says that it has been started.
    ///
    /// @param boot whether it runs `@reboot` lines now
    record CronStarted(Instant at, boolean boot) implements Fact {}

    /// The comparison ends.
    record Ended(Instant at) implements Fact {}
}

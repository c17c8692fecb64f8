package farcron.job;

import java.time.Duration;
import java.util.Optional;

/// What becomes of firings that fell into a time in which the daemon was not there.
///
/// @param window none that is older than this is made up for; absent: however old it is
public record MakeUp(Extent extent, Optional<Duration> window) {

    /// What cron's users expect of a restart: see [Extent#RECENT].
    public static final MakeUp USUAL = new MakeUp(Extent.RECENT, Optional.empty());

    public enum Extent {
        /// Those of the last few minutes; the line says nothing.
        RECENT,
        NONE,
        /// The last one.
        LAST,
        /// All, one after the other, the oldest first.
        ALL
    }
}

package farcron.dispatch;

import java.time.Instant;
import java.util.Optional;

/// A time in which another cron ran the lines.
///
/// @param from when a daemon of ours was seen last before it; absent if nobody knows any more
/// @param until [Instant#MIN] if no other cron did
public record Interlude(Optional<Instant> from, Instant until) {

    /// No other cron did.
    public static final Interlude NONE = new Interlude(Optional.empty(), Instant.MIN);

    /// @param seen when a daemon of ours was seen last, as far as that is known
    /// @param until up to when another cron ran the lines; [Instant#MIN] if none did
    public static Interlude since(Optional<Instant> seen, Instant until) {
        return seen.filter(last -> !until.isAfter(last)).isPresent()
                ? NONE
                : new Interlude(seen, until);
    }

    public boolean isNone() {
        return until.equals(Instant.MIN);
    }
}

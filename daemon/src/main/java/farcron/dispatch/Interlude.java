package farcron.dispatch;

import java.time.Instant;

/// A time in which another cron ran the lines.
///
/// @param from when a daemon of ours was seen last before it
public record Interlude(Instant from, Instant until) {

    /// No other cron did.
    public static final Interlude NONE = new Interlude(Instant.MAX, Instant.MIN);

    /// @param seen when a daemon of ours was seen last
    /// @param until up to when another cron ran the lines; [Instant#MIN] if none did
    public static Interlude since(Instant seen, Instant until) {
        return until.isAfter(seen) ? new Interlude(seen, until) : NONE;
    }

    public boolean isNone() {
        return until.isBefore(from);
    }
}

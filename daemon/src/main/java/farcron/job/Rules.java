package farcron.job;

import java.time.Duration;
import java.util.Optional;

/// What a line asks for beyond its schedule and its command.
///
/// @param after the ends it waits for
/// @param patience how long after its due time it waits for them; absent: until it is due again.
///   Only for a line that has a schedule, too
/// @param timeout how long an attempt may take
/// @param when a shell test; the line runs only if it exits 0
public record Rules(
        Optional<After> after,
        Optional<Duration> patience,
        Optional<Duration> timeout,
        Retry retry,
        Overlap overlap,
        MakeUp makeUp,
        Optional<Pool> pool,
        Optional<String> when) {

    /// Of a line that asks for nothing, as all lines of a classic crontab.
    public static final Rules NONE =
            new Rules(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Retry.NEVER,
                    Overlap.ALLOW,
                    MakeUp.USUAL,
                    Optional.empty(),
                    Optional.empty());

    /// Whether nothing but its delay can stand between a due time and the start of a run.
    public boolean isPlain() {
        return after.isEmpty()
                && overlap == Overlap.ALLOW
                && makeUp.extent() != MakeUp.Extent.ALL
                && pool.isEmpty()
                && when.isEmpty();
    }

    public Rules after(Optional<After> other) {
        return new Rules(other, patience, timeout, retry, overlap, makeUp, pool, when);
    }
}

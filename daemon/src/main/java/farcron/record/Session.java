package farcron.record;

import java.time.Instant;

/// A time during which the daemon was up.
///
/// @param lastTick the last moment of it that is on record
public record Session(Instant started, Instant lastTick) {}

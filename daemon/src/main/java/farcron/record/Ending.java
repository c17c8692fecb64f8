package farcron.record;

import farcron.job.Upstream;

import java.time.Instant;

/// How an upstream ended last, as far as that still counts for a dependent.
///
/// @param at when it ended
public record Ending(Upstream end, Instant at) {}

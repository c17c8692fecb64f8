package farcron.job;

import java.time.Instant;
import java.util.Optional;

/// How far a run has come that goes on elsewhere.
///
/// @param task ARN of what was started for it, if that is known
/// @param started when its command began, if it has
/// @param phase what it is doing, for people: `waits for Fargate capacity`
public record Progress(Optional<String> task, Optional<Instant> started, String phase) {}

package farcron.run.fargate;

import farcron.run.Ended;
import farcron.run.Moved;

import java.util.function.Consumer;

/// Whom this way of running tells what.
///
/// @param trouble what the operator should know, as a sentence
public record Doors(Ended ended, Moved moved, Consumer<String> trouble) {}

package farcron.cli;

import farcron.load.Crontabs;
import farcron.load.Reading;
import farcron.run.fargate.Cloud;

import java.io.InputStream;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// What the commands for Fargate find on a machine.
///
/// @param in for a file that is called `-`
/// @param machine the crontabs that its daemon runs
/// @param queue URL of the one by which that hears of tasks
/// @param cloud AWS, with that queue; made only where somebody asks it
public record FargateHere(
        Reading reading,
        InstantSource time,
        InputStream in,
        Supplier<Crontabs> machine,
        Optional<String> queue,
        Supplier<Cloud> cloud) {}

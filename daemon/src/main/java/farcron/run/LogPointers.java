package farcron.run;

import farcron.job.RunRecord;

import java.util.Optional;

/// Where a run that was done elsewhere has written to, for people who want to read all of it. Any
/// thread may ask; it may read a file, and asks nobody on the network.
@FunctionalInterface
public interface LogPointers {

    /// Such as `/ecs/trainer, stream ecs/app/0f9ab1, in eu-west-1`; empty if that is not known.
    Optional<String> of(RunRecord run);
}

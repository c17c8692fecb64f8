package farcron.job;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What a run has used, as far as this machine could tell.
///
/// @param logBytes size of its output
/// @param cpuSeconds of its whole process tree, user and system
public record Usage(long logBytes, OptionalLong peakMemoryBytes, OptionalDouble cpuSeconds) {

    public static final Usage NONE = new Usage(0, OptionalLong.empty(), OptionalDouble.empty());
}

package farcron.job;

import java.util.OptionalInt;

/// How much of this machine a run may use, all its processes together. What is absent is not
/// limited.
///
/// @param memory in MiB, at least 1
/// @param cpu in units of 1/1024 of a processor, at least 1; more than the machine has is no limit
public record Limits(OptionalInt memory, OptionalInt cpu) {

    public static final Limits NONE = new Limits(OptionalInt.empty(), OptionalInt.empty());

    /// Whether nothing is limited.
    public boolean areNone() {
        return equals(NONE);
    }
}

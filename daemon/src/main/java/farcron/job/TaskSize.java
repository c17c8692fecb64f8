package farcron.job;

import java.util.OptionalInt;

/// How large a task is; what is absent is as the task definition says.
///
/// @param cpu in units of 1/1024 of a processor
/// @param memory in MiB
/// @param storage ephemeral, in GiB, from 21 to 200
public record TaskSize(OptionalInt cpu, OptionalInt memory, OptionalInt storage) {

    public static final TaskSize AS_DEFINED =
            new TaskSize(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
}

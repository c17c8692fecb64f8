package farcron.job;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// How large a task is; what is absent is as the task definition says.
///
/// @param cpu in units of 1/1024 of a processor
/// @param memory in MiB
/// @param storage ephemeral, in GiB, from 21 to 200
public record TaskSize(OptionalInt cpu, OptionalInt memory, OptionalInt storage) {

    public static final TaskSize AS_DEFINED =
            new TaskSize(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    /// The amounts of memory that Fargate offers, in MiB and ascending, by units of CPU. Source:
    /// `Task.cpu` and `Task.memory` in the API reference of ECS.
    public static final SortedMap<Integer, List<Integer>> OFFERED =
            Collections.unmodifiableSortedMap(
                    new TreeMap<>(
                            Map.of(
                                    256, List.of(512, 1024, 2048),
                                    512, gib(1, 4, 1),
                                    1024, gib(2, 8, 1),
                                    2048, gib(4, 16, 1),
                                    4096, gib(8, 30, 1),
                                    8192, gib(16, 60, 4),
                                    16384, gib(32, 120, 8))));

    private static List<Integer> gib(int first, int last, int step) {
        return IntStream.iterate(first, gib -> gib <= last, gib -> gib + step)
                .mapToObj(gib -> gib * 1024)
                .toList();
    }

    /// Whether there is such a task on Fargate.
    ///
    /// @param cpu in units
    /// @param memory in MiB
    public static boolean isOffered(int cpu, int memory) {
        return OFFERED.getOrDefault(cpu, List.of()).contains(memory);
    }
}

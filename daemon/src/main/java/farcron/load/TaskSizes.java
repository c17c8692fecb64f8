package farcron.load;

import farcron.job.TaskSize;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// The values of `cpu:` and `mem:` on a line for Fargate: only some pairs are sizes of a task.
final class TaskSizes {

    private static final int GIB = 1024;
    private static final long KIB = 1024;

    private TaskSizes() {}

    /// @return units
    static int cpu(String value) throws BadValue {
        BigDecimal units = Amounts.units(value);
        return TaskSize.OFFERED.keySet().stream()
                .filter(size -> units.compareTo(BigDecimal.valueOf(size)) == 0)
                .findFirst()
                .orElseThrow(() ->
                        new BadValue(
                                "is no size of a task on Fargate",
                                "write cpu:256, 512, 1024, 2048, 4096, 8192 or 16384, or in cores"
                                        + " cpu:.25, .5, 1, 2, 4, 8 or 16"));
    }

    /// @return MiB
    static int memory(String value) throws BadValue {
        long kib =
                Amounts.memory(value)
                        .orElseThrow(() ->
                                new BadValue(
                                        "is no amount of memory",
                                        "write a number and M or G, such as mem:512M or mem:8G"));
        List<Integer> all =
                TaskSize.OFFERED.values().stream().flatMap(Collection::stream).distinct().toList();
        return all.stream()
                .filter(mib -> mib * KIB == kib)
                .findFirst()
                .orElseThrow(() ->
                        new BadValue(
                                "is no size of a task on Fargate",
                                "write mem:" + text(nearest(kib / KIB, all))));
    }

    /// The two of them, which are sizes each by itself.
    ///
    /// @return the memory
    /// @throws BadValue about the memory
    static int pair(int cpu, int memory) throws BadValue {
        if (!TaskSize.isOffered(cpu, memory)) {
            List<Integer> sizes = TaskSize.OFFERED.get(cpu);
            throw new BadValue(
                    "is no size of a task with cpu:" + cpu,
                    "write mem:%s, the nearest of %s, or another cpu:"
                            .formatted(text(nearest(memory, sizes)), told(sizes)));
        }
        return memory;
    }

    private static int nearest(long memory, List<Integer> sizes) {
        return sizes.stream()
                .min(Comparator.comparing(size -> Math.abs(size - memory)))
                .orElseThrow();
    }

    private static String told(List<Integer> sizes) {
        int step = sizes.getLast() - sizes.get(sizes.size() - 2);
        return sizes.size() == 3
                ? "512M, 1G and 2G"
                : "%s to %s in steps of %s"
                        .formatted(text(sizes.getFirst()), text(sizes.getLast()), text(step));
    }

    private static String text(int mib) {
        return mib % GIB == 0 ? mib / GIB + "G" : mib + "M";
    }
}

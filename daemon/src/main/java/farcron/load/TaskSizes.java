package farcron.load;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The sizes that a task on Fargate can have: to each number of CPU units belong some of memory.
/// Source: `Task.cpu` and `Task.memory` in the API reference of ECS.
final class TaskSizes {

    private static final int GIB = 1024;
    private static final int UNITS = 1024;

    /// Nobody means less than 32 units, and there are not so many cores.
    private static final BigDecimal FEWEST_UNITS = BigDecimal.valueOf(32);

    private static final Pattern CPU =
            Pattern.compile("(\\d{1,5}|\\d{0,5}\\.\\d{1,6})(vcpu)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern MEMORY =
            Pattern.compile("(\\d{1,6})([MG])(?:i?B)?", Pattern.CASE_INSENSITIVE);

    /// In MiB, by units.
    private static final TreeMap<Integer, List<Integer>> MEMORIES =
            new TreeMap<>(
                    Map.of(
                            256, List.of(GIB / 2, GIB, 2 * GIB),
                            512, steps(1, 4, 1),
                            1024, steps(2, 8, 1),
                            2048, steps(4, 16, 1),
                            4096, steps(8, 30, 1),
                            8192, steps(16, 60, 4),
                            16384, steps(32, 120, 8)));

    private TaskSizes() {}

    private static List<Integer> steps(int first, int last, int step) {
        return IntStream.iterate(first, gib -> gib <= last, gib -> gib + step)
                .mapToObj(gib -> gib * GIB)
                .toList();
    }

    /// @return units
    static int cpu(String value) throws BadValue {
        Matcher matcher = CPU.matcher(value);
        BigDecimal number = matcher.matches() ? new BigDecimal(matcher.group(1)) : BigDecimal.ZERO;
        boolean cores =
                value.indexOf('.') >= 0
                        || number.compareTo(FEWEST_UNITS) < 0
                        || matcher.group(2) != null;
        BigDecimal units = cores ? number.multiply(BigDecimal.valueOf(UNITS)) : number;
        return MEMORIES.keySet().stream()
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
        Matcher matcher = MEMORY.matcher(value);
        if (!matcher.matches()) {
            throw new BadValue(
                    "is no amount of memory",
                    "write a number and M or G, such as mem:512M or mem:8G");
        }
        boolean gib = matcher.group(2).equalsIgnoreCase("G");
        int mib = Integer.parseInt(matcher.group(1)) * (gib ? GIB : 1);
        if (MEMORIES.values().stream().noneMatch(sizes -> sizes.contains(mib))) {
            List<Integer> all =
                    MEMORIES.values().stream().flatMap(Collection::stream).distinct().toList();
            throw new BadValue(
                    "is no size of a task on Fargate", "write mem:" + text(nearest(mib, all)));
        }
        return mib;
    }

    /// The two of them, which are sizes each by itself.
    ///
    /// @return the memory
    /// @throws BadValue about the memory
    static int pair(int cpu, int memory) throws BadValue {
        List<Integer> sizes = MEMORIES.get(cpu);
        if (!sizes.contains(memory)) {
            throw new BadValue(
                    "is no size of a task with cpu:" + cpu,
                    "write mem:%s, the nearest of %s, or another cpu:"
                            .formatted(text(nearest(memory, sizes)), told(sizes)));
        }
        return memory;
    }

    private static int nearest(int memory, List<Integer> sizes) {
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

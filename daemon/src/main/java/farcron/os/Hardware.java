package farcron.os;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// What this machine has to run things with.
///
/// Where control groups leave less to the runs of a daemon, as in a container, that is what there
/// is.
///
/// @param memory in bytes (`MemTotal` of proc(5)); absent where the kernel does not tell
/// @param processors that are switched on; the JVM may have been told of fewer. Absent where the
///   kernel does not tell
public record Hardware(OptionalLong memory, OptionalInt processors) {

    private static final Pattern TOTAL = Pattern.compile("(?m)^MemTotal:\\s+(\\d{1,15}) kB$");

    /// As in `0-3,5`: first and last of each range.
    private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");

    public static Hardware here() {
        Path root = Path.of("/");
        Optional<String> jobs =
                switch (ControlGroups.here()) {
                    case ControlGroups.Usable groups -> Optional.of(groups.slice());
                    case ControlGroups.Unusable _ -> Optional.empty();
                };
        return of(root).within(new GroupLimits(root, GroupMount.all(root), jobs));
    }

    /// As much of it as these leave.
    Hardware within(GroupLimits limits) {
        return new Hardware(
                LongStream.concat(memory.stream(), limits.memory().stream()).min(),
                IntStream.concat(processors.stream(), limits.processors().stream()).min());
    }

    /// @param root of all files; `/` but in tests
    static Hardware of(Path root) {
        Matcher memory = TOTAL.matcher(GroupMount.text(root.resolve("proc/meminfo")));
        int processors = 0;
        Matcher range =
                RANGE.matcher(GroupMount.text(root.resolve("sys/devices/system/cpu/online")));
        while (range.find()) {
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            processors += last - first + 1;
        }
        return new Hardware(
                memory.find()
                        ? OptionalLong.of(Long.parseLong(memory.group(1)) << 10)
                        : OptionalLong.empty(),
                processors > 0 ? OptionalInt.of(processors) : OptionalInt.empty());
    }
}

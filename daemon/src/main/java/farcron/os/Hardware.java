package farcron.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What this machine has to run things with.
///
/// @param memory in bytes (`MemTotal` of proc(5)); absent where the kernel does not tell
/// @param processors that are switched on; the JVM may have been told of fewer. Absent where the
///   kernel does not tell
public record Hardware(OptionalLong memory, OptionalInt processors) {

    private static final Pattern TOTAL = Pattern.compile("(?m)^MemTotal:\\s+(\\d{1,15}) kB$");

    /// As in `0-3,5`: first and last of each range.
    private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");

    public static Hardware here() {
        return of(Path.of("/"));
    }

    /// @param root of all files; `/` but in tests
    static Hardware of(Path root) {
        Matcher memory = TOTAL.matcher(text(root.resolve("proc/meminfo")));
        int processors = 0;
        Matcher range = RANGE.matcher(text(root.resolve("sys/devices/system/cpu/online")));
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

    /// Empty if it cannot be read.
    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }
}

package farcron.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much the machine has to do.
///
/// @param freeMemory in bytes, as the kernel estimates what new work could have without swapping
///   (`MemAvailable` of proc(5))
/// @param load average of the last minute (proc(5), `loadavg`)
public record Burden(long freeMemory, double load) {

    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d+) kB$");

    /// Empty where the kernel does not tell, as before Linux 3.14.
    public static Optional<Burden> now() {
        return of(Path.of("/proc"));
    }

    static Optional<Burden> of(Path proc) {
        try {
            Matcher memory = AVAILABLE.matcher(text(proc.resolve("meminfo")));
            String load = text(proc.resolve("loadavg")).split(" ", 2)[0];
            return memory.find()
                    ? Optional.of(
                            new Burden(
                                    Long.parseLong(memory.group(1)) << 10,
                                    Double.parseDouble(load)))
                    : Optional.empty();
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.US_ASCII);
    }
}

package farcron.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// One line of `/proc/PID/stat`, as far as anyone here wants to know; see proc(5).
///
/// @param state `Z` for a process that has ended and was not yet waited for
/// @param startTicks when it started, in clock ticks since the machine did; with the pid it names a
///   process for as long as the machine is up
public record ProcessStat(
        long pid, char state, long parent, long group, long session, long startTicks) {

    /// The start time is field 22; what follows the command's name begins with field 3.
    private static final int START_TICKS = 22 - 3;

    public static Optional<ProcessStat> of(long pid) {
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "stat"));
            return parse(new String(line, StandardCharsets.ISO_8859_1));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Empty if the line is not such a line. The name of the command stands in parentheses and may
    /// itself hold blanks and parentheses, so the last closing one counts.
    public static Optional<ProcessStat> parse(String line) {
        int name = line.indexOf(" (");
        int rest = line.lastIndexOf(") ");
        if (name < 0 || rest < name) {
            return Optional.empty();
        }
        String[] fields = line.substring(rest + 2).split(" ");
        if (fields.length <= START_TICKS) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new ProcessStat(
                            Long.parseLong(line.substring(0, name)),
                            fields[0].charAt(0),
                            Long.parseLong(fields[1]),
                            Long.parseLong(fields[2]),
                            Long.parseLong(fields[3]),
                            Long.parseLong(fields[START_TICKS])));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    public ProcessId id() {
        return new ProcessId(pid, startTicks);
    }
}

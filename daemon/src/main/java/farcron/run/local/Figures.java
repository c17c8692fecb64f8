package farcron.run.local;

import farcron.job.Limits;
import farcron.job.Usage;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the control group of a run has counted when the command has ended: a line of `status`.
///
/// @param peak bytes of memory, with what the kernel kept of files for it
/// @param cpu in microseconds
/// @param most bytes of memory that it may have; empty: no limit
/// @param shortages how often it wanted more than that
/// @param kills of processes in it for want of memory, its own or the machine's
record Figures(OptionalLong peak, OptionalLong cpu, OptionalLong most, long shortages, long kills) {

    static final Figures NONE =
            new Figures(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), 0, 0);

    /// As `spawner.sh` writes it, with its newline: numbers, or words where there is none.
    static final String LINE = "group (\\S+) (\\S+) (\\S+) (\\S+) (\\S+)\n";

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final double MICROSECONDS = 1e6;
    private static final long MEBIBYTE = 1 << 20;

    /// @param line that matches [#LINE], from this group on
    static Figures of(Matcher line, int first) {
        return new Figures(
                number(line.group(first)),
                number(line.group(first + 1)),
                number(line.group(first + 2)),
                number(line.group(first + 3)).orElse(0),
                number(line.group(first + 4)).orElse(0));
    }

    private static OptionalLong number(String word) {
        return NUMBER.matcher(word).matches()
                ? OptionalLong.of(Long.parseLong(word))
                : OptionalLong.empty();
    }

    /// What is counted here counts more than what is known otherwise.
    Usage over(Usage known) {
        return new Usage(
                known.logBytes(),
                peak.isPresent() ? peak : known.peakMemoryBytes(),
                cpu.isPresent()
                        ? OptionalDouble.of(cpu.getAsLong() / MICROSECONDS)
                        : known.cpuSeconds());
    }

    /// Why a run failed, if it was for want of memory.
    Optional<String> shortage() {
        if (kills == 0) {
            return Optional.empty();
        }
        return Optional.of(
                most.isPresent() && shortages > 0
                        ? "out of memory: it wanted more than its mem:"
                                + Limits.memory(most.getAsLong() / MEBIBYTE)
                                + " (all its processes were killed); give it more with mem:, or"
                                + " make it need less"
                        : "out of memory: the machine had none left, and the kernel killed"
                                + " processes of this run; give the machine more, or limit what its"
                                + " jobs may have with mem:");
    }
}

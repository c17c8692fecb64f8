package farcron.job;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalInt;
import java.util.StringJoiner;

/// How much of this machine a run may use, all its processes together. What is absent is not
/// limited.
///
/// @param memory in MiB, at least 1
/// @param cpu in units of 1/1024 of a processor, at least 1; more than the machine has is no limit
public record Limits(OptionalInt memory, OptionalInt cpu) {

    public static final Limits NONE = new Limits(OptionalInt.empty(), OptionalInt.empty());

    private static final int KIB = 1024;

    /// From here on tenths are exact enough.
    private static final int LARGE = 10 * KIB;

    /// Whether nothing is limited.
    public boolean areNone() {
        return equals(NONE);
    }

    /// As a line would say it: `mem:8G cpu:0.5`; empty if nothing is limited.
    public String words() {
        StringJoiner words = new StringJoiner(" ");
        memory.ifPresent(mib -> words.add("mem:" + memory(mib)));
        cpu.ifPresent(units -> words.add("cpu:" + cores(units)));
        return words.toString();
    }

    /// As people read it, and as `mem:` takes it where that is exact: `512M`, `8G`, `31.3G`.
    ///
    /// @param mib not rounded up
    public static String memory(long mib) {
        if (mib % KIB == 0 && mib > 0) {
            return mib / KIB + "G";
        }
        return mib < LARGE
                ? mib + "M"
                : BigDecimal.valueOf(mib)
                                .divide(BigDecimal.valueOf(KIB), 1, RoundingMode.DOWN)
                                .stripTrailingZeros()
                                .toPlainString()
                        + "G";
    }

    /// As people read it: `0.5`, `2`.
    public static String cores(long units) {
        return BigDecimal.valueOf(units)
                .divide(BigDecimal.valueOf(KIB), 2, RoundingMode.HALF_UP)
                .max(new BigDecimal("0.01"))
                .stripTrailingZeros()
                .toPlainString();
    }
}

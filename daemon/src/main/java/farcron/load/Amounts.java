package farcron.load;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How `cpu:` and `mem:` say how much.
final class Amounts {

    /// In a processor.
    static final int UNITS = 1024;

    /// Nobody means less than 32 units.
    private static final BigDecimal FEWEST_UNITS = BigDecimal.valueOf(32);

    /// From here on nobody means cores: the smallest task on Fargate has 256 units.
    private static final BigDecimal MOST_CORES = BigDecimal.valueOf(255);

    private static final Pattern CPU =
            Pattern.compile("(\\d{1,6}|\\d{0,5}\\.\\d{1,6})(vcpu)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern MEMORY =
            Pattern.compile("(\\d{1,9})([KMGT])(?:i?B)?", Pattern.CASE_INSENSITIVE);
    private static final Map<String, Long> KIB =
            Map.of("K", 1L, "M", 1L << 10, "G", 1L << 20, "T", 1L << 30);

    private Amounts() {}

    /// Cores, if it has a point or `vcpu` or is a small number; else units.
    ///
    /// @return units of 1/1024 of a processor, also parts of one; zero if it is no amount
    static BigDecimal units(String value) {
        Matcher matcher = CPU.matcher(value);
        if (!matcher.matches()) {
            return BigDecimal.ZERO;
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        return saysCores(value) || number.compareTo(FEWEST_UNITS) < 0
                ? number.multiply(BigDecimal.valueOf(UNITS))
                : number;
    }

    /// Whether an amount of processors may be one of cores and one of units as well.
    static boolean isVague(String value) {
        BigDecimal units = units(value);
        return units.compareTo(FEWEST_UNITS) >= 0
                && units.compareTo(MOST_CORES) <= 0
                && !saysCores(value);
    }

    private static boolean saysCores(String value) {
        return value.indexOf('.') >= 0 || !Character.isDigit(value.charAt(value.length() - 1));
    }

    /// @return KiB; absent if it is no amount
    static OptionalLong memory(String value) {
        Matcher matcher = MEMORY.matcher(value);
        return matcher.matches()
                ? OptionalLong.of(
                        Long.parseLong(matcher.group(1))
                                * KIB.get(matcher.group(2).toUpperCase(Locale.ROOT)))
                : OptionalLong.empty();
    }
}

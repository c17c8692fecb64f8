package farcron.load;

import farcron.crontab.Problem;
import farcron.crontab.Word;
import farcron.job.Limits;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The values of `mem:` and `cpu:` on a line that runs on this machine. Where nothing holds runs to
/// them, they are still kept in mind when runs are started, and it is said, once a file.
final class LimitWords {

    private static final int KIB = 1024;

    /// In MiB. No shell, no program starts in less.
    private static final long LEAST = 4;

    private static final long MOST = 64L << 20;

    private final Optional<Unenforced> here;
    private final Complaints complaints;
    private boolean told;

    LimitWords(Optional<Unenforced> here, Complaints complaints) {
        this.here = here;
        this.complaints = complaints;
    }

    Limits limits(LineWords words) {
        Optional<Word> memory = words.of(JobWord.MEM);
        Optional<Word> cpu = words.of(JobWord.CPU);
        memory.or(() -> cpu).ifPresent(this::tell);
        return new Limits(read(memory, LimitWords::memory), read(cpu, LimitWords::cpu));
    }

    private void tell(Word word) {
        if (!told) {
            here.ifPresent(no ->
                    complaints.note(
                            Problem.warning(
                                    word.position(),
                                    "%s only decides when runs start, and nothing holds them to it: %s"
                                            .formatted(Complaints.written(word), no.why()),
                                    no.remedy())));
            told = true;
        }
    }

    private OptionalInt read(Optional<Word> word, Meaning<Integer> meaning) {
        return word.flatMap(it -> complaints.read(it, meaning))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    /// @return MiB
    private static int memory(String value) throws BadValue {
        OptionalLong amount = Amounts.memory(value);
        if (amount.isEmpty()) {
            boolean bare = value.matches("\\d{1,6}");
            throw new BadValue(
                    bare ? "has no unit" : "is no amount of memory",
                    bare
                            ? "write mem:%sM or mem:%sG".formatted(value, value)
                            : "write a whole number and K, M, G or T, such as mem:512M or mem:8G");
        }
        long mib = Math.ceilDiv(amount.getAsLong(), KIB);
        if (amount.getAsLong() < LEAST * KIB || mib > MOST) {
            throw new BadValue(
                    mib > MOST ? "is more than any machine has" : "is too little to run anything",
                    "write an amount from mem:4M to mem:64T, such as mem:512M or mem:8G");
        }
        return (int) mib;
    }

    /// @return units
    private static int cpu(String value) throws BadValue {
        if (Amounts.isVague(value)) {
            throw new BadValue(
                    "may mean cores, or units of 1/1024 of one",
                    "write cpu:%svcpu, or cpu:%s".formatted(value, cores(Integer.parseInt(value))));
        }
        BigDecimal units = Amounts.units(value);
        if (units.signum() == 0) {
            throw new BadValue(
                    "is no amount of processors",
                    "write cores, such as cpu:2 or cpu:.5, or from 256 on units of 1/1024 of one");
        }
        return units.setScale(0, RoundingMode.CEILING).intValueExact();
    }

    private static String cores(int units) {
        return BigDecimal.valueOf(units)
                .divide(BigDecimal.valueOf(Amounts.UNITS))
                .setScale(3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}

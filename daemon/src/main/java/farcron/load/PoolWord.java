package farcron.load;

import farcron.crontab.CrontabJob;
import farcron.crontab.Problem;
import farcron.crontab.Setting;
import farcron.crontab.Spelling;
import farcron.job.Pool;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The value of `pool:`. The nearest definition of its size holds: the crontab's own setting above
/// the line, else the machine's.
final class PoolWord {

    private static final String SETTING = "FARCRON_POOLS";

    /// A pool of the whole machine is nobody's.
    private static final String MACHINE = "";

    private final Map<String, Integer> machine;
    private final String owner;
    private final Complaints complaints;
    private final Map<Setting, Map<String, Integer>> read = new IdentityHashMap<>();

    /// @param machine the sizes of the machine's pools
    /// @param owner whose crontabs share what this one defines
    PoolWord(Map<String, Integer> machine, String owner, Complaints complaints) {
        this.machine = machine;
        this.owner = owner;
        this.complaints = complaints;
    }

    /// The pools that the crontab defines above a line. What is wrong with their setting is told
    /// even if no line needs them.
    Map<String, Integer> above(CrontabJob line) {
        return Optional.ofNullable(line.environment().get(SETTING))
                .map(setting -> read.computeIfAbsent(setting, this::read))
                .orElse(Map.of());
    }

    /// @param above what the crontab defines above the line
    Pool parse(String name, Map<String, Integer> above) throws BadValue {
        if (above.containsKey(name)) {
            return new Pool(owner, name, above.get(name));
        }
        if (machine.containsKey(name)) {
            return new Pool(MACHINE, name, machine.get(name));
        }
        TreeSet<String> known = new TreeSet<>(above.keySet());
        known.addAll(machine.keySet());
        throw new BadValue(
                "has no size",
                Spelling.near(name, known)
                        .map(near -> "write pool:" + near)
                        .orElse(
                                "put %s=\"%s=2\" above the line, or pools = %s=2 into the daemon's"
                                                .formatted(SETTING, name, name)
                                        + " configuration"));
    }

    private Map<String, Integer> read(Setting setting) {
        PoolSizes pools = PoolSizes.of(setting.value());
        for (PoolSizes.Mistake mistake : pools.mistakes()) {
            complaints.note(
                    Problem.error(
                            setting.position(), SETTING + ": " + mistake.what(), mistake.remedy()));
        }
        return pools.sizes();
    }
}

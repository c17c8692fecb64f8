package farcron.simulation;

import farcron.job.After;
import farcron.job.JobKey;
import farcron.job.Limits;
import farcron.job.MakeUp;
import farcron.job.Overlap;
import farcron.job.Pool;
import farcron.job.Retry;
import farcron.job.Rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What random lines say beyond their command.
final class Words {

    /// What the machine has, in MiB and in units of 1/1024 of a processor.
    static final int MEMORY = 32_000;

    static final int CPU = 4096;

    private static final List<String> SELDOM =
            List.of(
                    "30 2 * * *",
                    "0 0 * * *",
                    "15 1 * * *",
                    "0 1-3 * * *",
                    "7 */8 * * *",
                    "45 23 * * 0",
                    "0 6 * * 1-5",
                    "0-59/30 2 * * *",
                    "*/20 2 * * *",
                    "10 4 1,15 * *",
                    "30 1,13 * * *",
                    "@daily",
                    "@every 11h");

    private static final List<String> OFTEN =
            List.of("@hourly", "5 */2 * * *", "15,45 1-23/3 * * *", "@every 90m", "0 * * * *");

    private static final List<String> ALWAYS =
            List.of("* 9 * * *", "*/5 1-3 * * *", "@every 1999s", "*/7 8-11 * * *", "*/30 * * * *");

    private final Dice dice;
    private final boolean dense;

    /// @param dense whether there may be lines that are due every few minutes
    Words(Dice dice, boolean dense) {
        this.dice = dice;
        this.dense = dense;
    }

    String schedule() {
        if (dense && dice.oneIn(3)) {
            return dice.of(ALWAYS);
        }
        return dice.of(dice.oneIn(10) ? OFTEN : SELDOM);
    }

    Duration jitter() {
        return dice.oneIn(5) ? Duration.ofSeconds(dice.from(1, 900)) : Duration.ZERO;
    }

    /// @param pools the sizes that the crontab sets
    /// @param scheduled whether the line has a schedule
    Rules rules(Optional<After> after, boolean scheduled, Map<String, Integer> pools) {
        boolean waits = after.isPresent() && scheduled;
        return new Rules(
                after,
                waits && dice.oneIn(2) ? Optional.of(wait(20, 300)) : Optional.empty(),
                dice.oneIn(4) ? Optional.of(wait(1, 40)) : Optional.empty(),
                retry(),
                dice.of(Overlap.ALLOW, Overlap.ALLOW, Overlap.SKIP, Overlap.QUEUE, Overlap.REPLACE),
                makeUp(dense),
                dice.oneIn(3) ? Optional.of(pool(pools)) : Optional.empty(),
                dice.oneIn(8) ? Optional.of("test -e /ready") : Optional.empty());
    }

    /// Some ask for more than there is.
    Limits limits() {
        return new Limits(
                dice.oneIn(3) ? OptionalInt.of(dice.from(1, MEMORY * 5 / 4)) : OptionalInt.empty(),
                dice.oneIn(6) ? OptionalInt.of(dice.from(1, CPU * 5 / 4)) : OptionalInt.empty());
    }

    private Duration wait(int low, int high) {
        return Duration.ofMinutes(dice.from(low, high));
    }

    private Retry retry() {
        if (!dice.oneIn(3)) {
            return Retry.NEVER;
        }
        Duration delay = Duration.ofSeconds(dice.from(1, 600));
        return new Retry(dice.from(1, 4), delay, delay.multipliedBy(dice.from(1, 8)));
    }

    /// @param briefly so that a line that is due each minute is not made up for until doomsday
    private MakeUp makeUp(boolean briefly) {
        Optional<Duration> window =
                briefly || dice.oneIn(2)
                        ? Optional.of(Duration.ofMinutes(dice.from(10, briefly ? 60 : 3_000)))
                        : Optional.empty();
        return switch (dice.below(8)) {
            case 0 -> new MakeUp(MakeUp.Extent.NONE, Optional.empty());
            case 1 -> new MakeUp(MakeUp.Extent.LAST, window);
            case 2 -> new MakeUp(MakeUp.Extent.ALL, window);
            default -> MakeUp.USUAL;
        };
    }

    private Pool pool(Map<String, Integer> pools) {
        String name = dice.of(List.copyOf(pools.keySet()));
        return new Pool(farcron.Samples.USER, name, pools.get(name));
    }

    /// Ends of one or more of these lines.
    Optional<After> after(List<JobKey> upstream) {
        if (upstream.isEmpty()) {
            return Optional.empty();
        }
        List<JobKey> left = new ArrayList<>(upstream);
        List<After.Condition> conditions = new ArrayList<>();
        int count = dice.of(1, 1, 1, 2, 2, 3);
        while (conditions.size() < count && !left.isEmpty()) {
            JobKey next = left.remove(dice.below(left.size()));
            conditions.add(new After.Condition(next, need()));
        }
        return Optional.of(new After(conditions.size() > 1 && dice.oneIn(4), conditions));
    }

    private After.Need need() {
        return switch (dice.below(10)) {
            case 0, 1 -> After.Need.FAILED;
            case 2, 3, 4 -> After.Need.DONE;
            default -> After.Need.OK;
        };
    }
}

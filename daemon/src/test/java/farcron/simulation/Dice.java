package farcron.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/// Where all chance comes from: the same seed tells the same story.
final class Dice {

    private final Random random;

    Dice(long seed) {
        random = new Random(seed);
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    int below(int n) {
        return random.nextInt(n);
    }

    /// Both ends included.
    int from(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    @SafeVarargs
    final <T> T of(T... all) {
        return all[random.nextInt(all.length)];
    }

    /// Seconds as likely as hours, to the millisecond.
    Duration between(Duration low, Duration high) {
        double from = Math.log(low.toMillis() + 1);
        double to = Math.log(high.toMillis() + 1);
        return Duration.ofMillis((long) Math.exp(from + random.nextDouble() * (to - from)));
    }

    /// Each moment as likely as any other, to the millisecond.
    Duration upTo(Duration most) {
        return Duration.ofMillis((long) (random.nextDouble() * most.toMillis()));
    }
}

package farcron.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// The heart under a simulated clock and simulated processes, with a real record: random crontabs,
/// edits, operators, clock changes, full disks, and crashes between any two effects. Whatever
/// happens, each due firing has exactly one fate, and nothing runs twice, too early or for ever.
///
/// `-Dfarcron.seeds=N` tells more stories or fewer, `-Dfarcron.seed=N` one of them, aloud.
class SimulationTest {

    private static final Duration LENGTH = Duration.ofDays(30);

    @Test
    void whatever_happens_each_due_firing_has_exactly_one_fate() throws Exception {
        long began = System.nanoTime();
        List<Told> stories = tell(seeds());
        Tally all = stories.stream().map(Told::tally).reduce(Tally.NOTHING, Tally::plus);
        System.out.println(line(all, (System.nanoTime() - began) / 1e9));

        assertThat(stories.stream().map(Told::trouble).filter(trouble -> !trouble.isEmpty()))
                .isEmpty();
    }

    /// Some stories take ten times as long as others: each processor takes the next one when it is
    /// done with one.
    private static List<Told> tell(IntStream seeds) throws Exception {
        List<Callable<Told>> stories = seeds.mapToObj(SimulationTest::story).toList();
        List<Told> told = new ArrayList<>();
        int processors = Runtime.getRuntime().availableProcessors();
        try (ExecutorService tellers = Executors.newFixedThreadPool(processors)) {
            for (Future<Told> one : tellers.invokeAll(stories)) {
                told.add(one.get());
            }
        }
        return told;
    }

    private static Callable<Told> story(int seed) {
        return () -> Told.of(seed, LENGTH);
    }

    private static IntStream seeds() {
        int only = Integer.getInteger("farcron.seed", -1);
        return only >= 0
                ? IntStream.of(only)
                : IntStream.range(0, Integer.getInteger("farcron.seeds", 1_000));
    }

    private static String line(Tally all, double seconds) {
        return String.format(
                Locale.ROOT,
                "simulation: %,d seeds, %,.0f simulated days, %,d runs, %,d crashes, %,d edits,"
                        + " %.0f seconds",
                all.seeds(),
                all.days(),
                all.runs(),
                all.crashes(),
                all.edits(),
                seconds);
    }
}

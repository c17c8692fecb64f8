package farcron.run.fargate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/// What AWS and the night may bring upon a daemon: throttling, errors, silence after a request that
/// was taken, no capacity, Spot interruptions, events that are lost, doubled and late, and the end
/// of the daemon at any moment. No task is started twice, none is forgotten, none is waited for for
/// ever, and what nobody can know is called lost.
///
/// `-Dfarcron.seeds=N` tells more stories, `-Dfarcron.seed=N` one of them, aloud.
class FaultsTest {

    /// The first draws of neighbouring seeds would be alike.
    private static final long ODD = 0x9E3779B97F4A7C15L;

    @TempDir Path folder;

    @Test
    void
            two_hundred_nights_on_aws_end_with_one_task_for_each_attempt_and_one_outcome_for_each_run() {
        Optional<Integer> one = Optional.ofNullable(Integer.getInteger("farcron.seed"));
        int seeds = Integer.getInteger("farcron.seeds", 200);
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger cuts = new AtomicInteger();
        AtomicLong lost = new AtomicLong();
        LongStream all = one.map(LongStream::of).orElse(LongStream.range(0, seeds));
        all.parallel()
                .forEach(seed -> {
                    Random dice = new Random(seed * ODD);
                    try (CloudStory story =
                            new CloudStory(Plot.drawn(dice), dice, CloudStory.place(folder))) {
                        story.run();
                        lost.addAndGet(new CloudTruth(story).check());
                        runs.addAndGet(story.records().size());
                        cuts.addAndGet(story.cuts);
                    } catch (Exception | AssertionError violation) {
                        throw new AssertionError(
                                "seed " + seed + ": " + violation.getMessage(), violation);
                    }
                });
        System.out.printf(
                "Fargate: %d runs, %d times the daemon was cut off, %d runs are lost%n",
                runs.get(), cuts.get(), lost.get());
        if (one.isEmpty()) {
            assertThat(runs.get()).isGreaterThan(20 * seeds);
            assertThat(cuts.get()).isGreaterThan(seeds);
        }
    }
}

package farcron.run.fargate;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.Samples;
import farcron.aws.Faults;
import farcron.aws.Fields;
import farcron.job.Job;
import farcron.job.JobTable;
import farcron.job.TaskPlace;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Five hundred lines are due at midnight, and AWS takes 20 calls a second.
class FanOutTest {

    private static final int LINES = 500;

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"5, PT99S", "20, PT26S"})
    void all_are_submitted_in_order_and_none_is_refused(int rate, Duration within)
            throws Exception {
        Plot plot = Plot.quiet(table(), true, () -> false, Duration.ZERO);
        List<Instant> calls = new ArrayList<>();
        try (CloudStory story =
                new CloudStory(plot.at(rate), new Random(1), CloudStory.place(folder))) {
            story.ecs.faults(call -> {
                if (call.action().equals("RunTask")) {
                    calls.add(story.clock.instant());
                }
                return Faults.NONE;
            });
            story.run();
            List<Fields> tasks = story.ecs.everything();
            assertThat(tasks).hasSize(LINES);
            new CloudTruth(story).check();
        }
        assertThat(calls).as("each line once: nothing was refused and repeated").hasSize(LINES);
        Duration took = Duration.between(calls.getFirst(), calls.getLast());
        System.out.printf("500 lines, %d calls a second: submitted within %s%n", rate, took);
        assertThat(took).isLessThan(within);
    }

    private static JobTable table() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            text.append("0 1 21 11 * name:j%03d true%n".formatted(i));
        }
        List<Job> jobs =
                Samples.jobs(text.toString(), ZoneId.of("UTC")).stream()
                        .map(job -> Tasks.onFargate(job, TaskPlace.Spot.NO))
                        .toList();
        return new JobTable(jobs, List.of());
    }
}

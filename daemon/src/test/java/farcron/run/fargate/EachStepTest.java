package farcron.run.fargate;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.Samples;
import farcron.job.Job;
import farcron.job.JobTable;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.TaskPlace;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// The daemon is killed at each single step of a submission and of the hearing of its end, the
/// story being told anew for each of them.
class EachStepTest {

    private static final String CRONTAB =
            "0 2 21 11 * name:train retry:2/30s true\nafter:train name:report true\n";

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "true,  PT1S,   it comes back at once and hears",
        "true,  PT10M,  it comes back when the task may have ended",
        "true,  PT3H,   ECS has forgotten the task by then and the queue has not",
        "false, PT1S,   it comes back at once and has to ask",
        "false, PT20M,  it has to ask and ECS still knows"
    })
    void killed_at_any_step_it_starts_one_task_for_each_attempt_and_tells_its_one_outcome(
            boolean hears, Duration gone, String why) throws Exception {
        int steps = steps(hears);
        assertThat(steps).as(why).isGreaterThan(20);
        for (int step = 1; step <= steps; step++) {
            AtomicInteger countdown = new AtomicInteger(step);
            try (CloudStory story = story(hears, countdown, gone)) {
                story.run();
                assertThat(story.cuts).as("at step %d", step).isEqualTo(1);
                new CloudTruth(story).check();
                List<RunRecord> runs = story.records();
                assertThat(runs).as("killed at step %d", step).hasSize(2);
                // It may have been killed right before a request went out. After three hours
                // nobody can tell that from one that arrived.
                boolean knowable = !story.ecs.everything().isEmpty();
                assertThat(runs)
                        .as("killed at step %d of %d: %s", step, steps, why)
                        .noneMatch(run -> knowable && run.state() == RunState.LOST);
            }
        }
    }

    private int steps(boolean hears) throws Exception {
        AtomicInteger never = new AtomicInteger();
        try (CloudStory story = story(hears, never, Duration.ZERO)) {
            story.run();
            return -never.get();
        }
    }

    private CloudStory story(boolean hears, AtomicInteger countdown, Duration gone)
            throws Exception {
        List<Job> jobs = Samples.jobs(CRONTAB, ZoneId.of("UTC"));
        JobTable table =
                new JobTable(
                        List.of(Tasks.onFargate(jobs.get(0), TaskPlace.Spot.NO), jobs.get(1)),
                        List.of());
        Plot plot = Plot.quiet(table, hears, () -> countdown.decrementAndGet() == 0, gone);
        return new CloudStory(plot, new Random(7), CloudStory.place(folder));
    }
}

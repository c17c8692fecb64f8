package farcron.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.Samples;
import farcron.job.Job;
import farcron.job.Place;
import farcron.job.RunRecord;
import farcron.job.Trigger;
import farcron.run.Runner;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// From when on a run's time counts.
class StopsTest {

    private static final Instant OVER = Post.NOW.plus(Duration.ofHours(1));

    @TempDir private Path folder;
    private Post post;
    private final Job job = Samples.jobs("@daily name:a timeout:1h true\n", Post.UTC).getFirst();

    @BeforeEach
    void begin() {
        post = new Post(folder);
    }

    @AfterEach
    void end() {
        post.close();
    }

    private Stops stops(boolean standsIn) {
        Runner aws = new Witness(folder.resolve("aws.db"));
        Runners runners = new Runners(post.witness, Optional.of(standsIn ? post.witness : aws));
        return new Stops(runners, new Ledger(post.store(), post.witness));
    }

    private RunRecord run(String target) {
        return RunRecord.queued(1, job, Trigger.SCHEDULE, Post.NOW, Post.NOW)
                .at(Place.of(target))
                .running(Post.NOW);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    target  | stands in | armed | why
                    local   | false     | true  | a process begins at once
                    fargate | false     | false | when the command of a task begins is told later
                    fargate | true      | true  | a process stands in for a task
                    """)
    void the_start_of_a_run_begins_its_time_if_its_command_begins_with_it(
            String target, boolean standsIn, boolean armed, String why) {
        Stops started = stops(standsIn);
        Stops adopted = stops(standsIn);

        started.started(run(target), job);
        adopted.adopted(run(target), Optional.of(job), Post.NOW);

        assertThat(started.next()).isEqualTo(armed ? OVER : Instant.MAX);
        assertThat(adopted.next()).isEqualTo(armed ? OVER : Instant.MAX);
    }

    @Test
    void the_time_of_a_task_begins_with_its_command() {
        Stops stops = stops(false);

        stops.began(run("fargate"), job);

        assertThat(stops.next()).isEqualTo(OVER);
    }
}

package farcron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.Samples;
import farcron.job.Control.Answer;
import farcron.job.JobKey;
import farcron.job.RunState;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/// A scheduler that shall end when nothing runs any more.
class EndingTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final JobKey A = new JobKey(Samples.USER, "a");

    @TempDir private Path folder;
    private Life life;

    @BeforeEach
    void begin() {
        life = new Life(folder);
    }

    @AfterEach
    void end() {
        life.close();
    }

    @Test
    void with_nothing_running_it_may_end_at_once() {
        life.begin("0 9 * * * name:a true");

        assertThat(life.end()).isDone();
    }

    @Test
    void it_waits_for_what_runs_and_starts_nothing() {
        life.begin("* * * * * name:a true").live(MINUTE).andThen();
        CompletableFuture<Void> idle = life.end();
        life.live(MINUTE.multipliedBy(2));

        assertThat(life.fates()).as("two firings have passed").isEmpty();
        assertThat(idle).isNotDone();
        life.exited(1, 0);
        assertThat(idle).isDone();
        assertThat(life.records().getFirst().state()).isEqualTo(RunState.OK);
    }

    @Test
    void the_next_start_makes_up_for_what_became_due() {
        life.begin("* * * * * name:a true").live(MINUTE).exited(1, 0).andThen();
        life.end();
        life.live(MINUTE.multipliedBy(2));
        life.begin("* * * * * name:a true");

        assertThat(life.fates()).isEqualTo("catchup 08:15:00, catchup 08:16:00");
    }

    @Test
    void a_run_that_waits_for_its_delay_is_left_to_the_next_start() {
        String line = "14 8 * * * name:a jitter:10m true";
        life.begin(line).live(Duration.ofSeconds(31));
        Instant start = life.records().getFirst().notBefore().orElseThrow();
        CompletableFuture<Void> idle = life.end();
        life.live(MINUTE);

        assertThat(idle).isDone();
        assertThat(life.records()).extracting("state").containsExactly(RunState.QUEUED);
        life.begin(line).live(MINUTE.multipliedBy(10));
        assertThat(life.records()).hasSize(1);
        assertThat(life.records().getFirst().started())
                .hasValueSatisfying(started -> assertThat(started).isAfterOrEqualTo(start));
    }

    @Test
    void it_does_not_look_at_the_clock_again() {
        life.begin("* * * * * name:a true").live(MINUTE);
        life.end();

        assertThat(life.scheduler().step(true)).isEqualTo(Instant.MAX);
    }

    @Test
    void an_operator_can_start_nothing_and_end_what_runs() {
        life.begin("* * * * * name:a true").live(MINUTE);
        life.end();
        CompletableFuture<Answer> run = life.requests().run(A, false, "root").toCompletableFuture();
        life.requests().kill(1, "root");
        life.message();

        assertThat(run)
                .isCompletedWithValue(
                        new Answer.Refused(
                                "farcron is stopping, and starts nothing any more; ask again when"
                                        + " it is back"));
        life.live(Duration.ofSeconds(11));
        assertThat(life.witness.acts()).contains("stop 1", "force 1");
    }
}

package farcron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.Samples;
import farcron.job.Control.Answer;
import farcron.job.JobKey;
import farcron.job.RunRecord;
import farcron.job.StatusSnapshot;
import farcron.record.Retention;

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
import java.util.concurrent.CompletableFuture;

/// One life of the scheduler, awake.
class SchedulerTest {

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

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            emptyValue = "",
            textBlock =
                    """
                    schedule     | fates                                              | why
                    * * * * *    | schedule 08:14:00, schedule 08:15:00               | each minute
                    */15 * * * * | schedule 08:15:00                                  | one of them
                    0 9 * * *    | ''                                                 | not yet
                    @every 45s   | schedule 08:14:15, schedule 08:15:00               | counted from 1970, not from the start
                    0 0 30 2 *   | ''                                                 | never
                    """)
    void the_first_start_ever_begins_with_what_is_due_from_then_on(
            String schedule, String fates, String why) {
        life.begin(schedule + " name:a true").live(Duration.ofSeconds(100));

        assertThat(life.fates()).isEqualTo(fates);
        assertThat(life.witness.started()).hasSize(life.records().size());
    }

    @Test
    void lines_that_are_due_together_start_in_the_order_of_the_crontab() {
        life.begin(
                        "* * * * * name:c true",
                        "@every 1m name:a true",
                        "* * * * * name:b tz:Asia/Tokyo true")
                .live(MINUTE);

        assertThat(life.witness.started())
                .extracting(run -> run.job().name())
                .containsExactly("c", "a", "b");
    }

    @Test
    void another_table_keeps_what_is_known_of_a_job() {
        life.begin("* * * * * name:a true", "* * * * * name:b true").live(MINUTE.multipliedBy(3));
        life.reload("* * * * * name:c true", "0 * * * * name:a echo");

        StatusSnapshot now = life.scheduler().snapshot();
        assertThat(now.jobs().keySet()).extracting(JobKey::name).containsExactly("c", "a");
        assertThat(now.jobs().get(A).letters()).isEqualTo(">>>");
        assertThat(now.open()).as("what runs, runs on").hasSize(6);

        life.reload("* * * * * name:b true");
        assertThat(life.scheduler().snapshot().jobs().get(new JobKey("ann", "b")).letters())
                .as("known again from the record")
                .isEqualTo(">>>");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    before           | after            | fates                                 | why
                    * * * * *        | * * * * *        | schedule 08:15:00                     | nothing twice
                    0 9 * * *        | * * * * *        | schedule 08:15:00                     | from the next minute on
                    0 9 * * *        | 14 8 * * *       | -                                     | not for the minute that has begun
                    @every 20s       | @every 20s       | schedule 08:14:40, schedule 08:15:00, schedule 08:15:20 | nothing twice, nothing left out
                    * * * * *        | 0 9 * * *        | -                                     | from then on not any more
                    @reboot          | @reboot          | -                                     | that was at the start of the machine
                    0 9 * * *        | @reboot          | -                                     | it is too late for that
                    """)
    void a_table_is_in_force_from_then_on(String before, String after, String fates, String why) {
        life.begin(before + " name:a true").live(Duration.ofSeconds(55)).andThen();
        life.reload(after + " name:a true").live(Duration.ofSeconds(60));

        assertThat(life.fates()).isEqualTo(fates.equals("-") ? "" : fates);
    }

    @Test
    void a_reload_and_a_due_minute_in_one_step_start_the_new_line() {
        life.begin("* * * * * name:a true").live(MINUTE).andThen();
        life.time.set(Instant.parse("2026-11-21T08:15:00.010Z"));
        life.reload("* * * * * name:b true");

        assertThat(life.records().getLast().job().name()).isEqualTo("b");
        assertThat(life.fates()).isEqualTo("schedule 08:15:00");
    }

    @Test
    void a_line_for_the_start_of_the_machine_runs_once_for_each() {
        life.begin("@reboot name:a true").live(MINUTE);
        assertThat(life.fates()).isEqualTo("reboot 08:13:30");
        life.andThen().begin("@reboot name:a true", "@reboot name:new true").live(MINUTE);
        assertThat(life.fates()).as("the same boot").isEmpty();
        life.boot("second boot").begin("@reboot name:a true").live(MINUTE);
        assertThat(life.fates()).isEqualTo("reboot 08:15:30");
    }

    @Test
    void an_answer_comes_when_the_record_is_written_and_not_before() {
        life.begin("0 9 * * * name:a true");
        CompletableFuture<Answer> answer =
                life.requests().run(A, false, "root").toCompletableFuture();
        assertThat(answer).isNotDone();

        life.message();

        RunRecord run = life.records().getFirst();
        assertThat(answer).isCompletedWithValue(new Answer.Accepted(run));
        assertThat(life.scheduler().snapshot().open()).containsExactly(run);
    }

    @Test
    void an_operator_is_heard() {
        life.begin("* * * * * name:a true").live(MINUTE);
        var kill = life.requests().kill(1, "root").toCompletableFuture();
        var pause =
                life.requests()
                        .pause(A, Optional.of(MINUTE.multipliedBy(2)), "root")
                        .toCompletableFuture();
        life.message();

        assertThat(kill).isCompletedWithValueMatching(Answer.Accepted.class::isInstance);
        assertThat(pause).isCompletedWithValueMatching(Answer.Done.class::isInstance);
        life.andThen().live(MINUTE.multipliedBy(3));
        assertThat(life.witness.acts()).contains("force 1");
        assertThat(life.fates()).isEqualTo("skipped 2 to 08:16:00, schedule 08:17:00");
        var resume = life.requests().resume(A, "root").toCompletableFuture();
        life.message();
        assertThat(resume).isDone();
    }

    @Test
    void a_run_that_ends_between_two_minutes_is_recorded_at_once() {
        life.begin("* * * * * name:a true").live(MINUTE);
        life.exited(1, 3);

        assertThat(life.records().getFirst().reason()).isEqualTo("exit 3");
        assertThat(life.scheduler().snapshot().open()).isEmpty();
        assertThat(life.scheduler().snapshot().jobs().get(A).letters()).isEqualTo("x");
    }

    @Test
    void a_late_look_is_told() {
        life.begin("* * * * * name:a true").live(MINUTE);
        life.time.set(Instant.parse("2026-11-21T08:15:00.250Z"));
        life.wake();

        assertThat(life.scheduler().snapshot().lag()).isEqualTo(Duration.ofMillis(250));
        assertThat(life.scheduler().snapshot().lastTick()).isEqualTo(life.time.instant());
    }

    @Test
    void the_record_does_not_outgrow_a_crontab_of_many_lines() {
        String[] lines =
                java.util.stream.IntStream.range(0, 120)
                        .mapToObj(i -> "* * * * * name:j%d true".formatted(i))
                        .toArray(String[]::new);
        life.keeping(new Retention(Duration.ZERO, Duration.ZERO, 1_000_000)).begin(lines);
        for (int minute = 0; minute < 4; minute++) {
            life.live(MINUTE);
            life.scheduler().snapshot().open().forEach(run -> life.exited(run.id(), 0));
        }
        life.live(MINUTE);

        assertThat(life.records()).hasSizeLessThanOrEqualTo(120);
    }

    @Test
    void what_is_forgotten_is_told_after_all_starts() {
        life.keeping(new Retention(MINUTE, MINUTE, 1000)).begin("* * * * * name:a true");
        life.live(MINUTE).exited(1, 0).live(MINUTE.multipliedBy(1)).andThen().live(MINUTE);

        assertThat(life.witness.acts()).endsWith("told to forget [1]");
    }
}

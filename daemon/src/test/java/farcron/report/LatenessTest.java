package farcron.report;

import static farcron.report.Scene.at;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.Job;
import farcron.job.Progress;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;
import farcron.job.Wave;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A job is late if nobody meant it to wait that long. It is 09:14.
class LatenessTest {

    @TempDir private Path folder;
    private Scene scene;

    @BeforeEach
    void set_the_scene() {
        scene = new Scene(folder);
        scene.file(
                "/etc/crontab",
                "0 9 * * * root name:daily /x",
                "0 8 * * * root name:patient /x",
                "0 9 * * * root name:follower /x",
                "0 9 * * 5 root name:weekly /x");
        Duration wait = Duration.ofHours(1);
        scene.line(Lines.waiting(scene.job("patient"), Optional.of(wait), "daily"));
        scene.line(Lines.waiting(scene.job("weekly"), Optional.empty(), "daily"));
        scene.line(Lines.follower(scene.job("follower"), "daily"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private String state(String job) {
        return scene.view(new Caller.Known("root", true)).job(job).state();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    job      | due              | reason       | state  | why
                    daily    | 2026-11-21T09:00 | ''           | late   | nothing holds it, and it does not start
                    daily    | 2026-11-21T09:13 | ''           | queued | for a minute that may be
                    daily    | 2026-11-21T09:00 | pool is full | queued | that is what pools are for
                    daily    | 2026-11-20T09:15 | pool is full | queued | for a day
                    daily    | 2026-11-20T09:00 | pool is full | late   | for more than a day
                    follower | 2026-11-21T02:00 | pool is full | queued | it has no time of its own
                    follower | 2026-11-21T02:00 | ''           | late   | but should start when it is let go
                    patient  | 2026-11-21T08:30 | waits for daily | queued | it may wait for an hour
                    patient  | 2026-11-21T08:00 | waits for daily | late   | the hour is over
                    weekly   | 2026-11-16T09:00 | waits for daily | queued | it may wait until it is due again
                    """)
    void a_run_that_waits_is_late_if_that_is_too_long(
            String job, String due, String reason, String state, String why) {
        scene.waiting(job, at(due), reason);
        assertThat(state(job)).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    since            | task  | phase                                       | state   | why
                    2026-11-21T09:08 | ''    | its task is asked for once more: no keys    | late    | it is not even asked for
                    2026-11-21T09:08 | ''    | waits for Fargate capacity                  | late    | and AWS has no room
                    2026-11-21T09:10 | ''    | its task is asked for once more: no keys    | running | for five minutes that may be
                    2026-11-21T09:08 | arn:a | its task pulls its image (PENDING)          | running | there is a task
                    2026-11-21T09:08 | ''    | ''                                          | running | a process stands in for its task
                    """)
    void a_run_without_a_task_is_late_after_five_minutes(
            String since, String task, String phase, String state, String why) {
        Job train = Lines.fargate(scene.job("daily"));
        scene.line(train);
        Optional<String> arn = Optional.of(task).filter(name -> !name.isEmpty());
        scene.put(
                RunRecord.queued(7, train, Trigger.SCHEDULE, at(since), at(since))
                        .running(at(since))
                        .moved(new Progress(arn, Optional.empty(), phase)));
        assertThat(state("daily")).isEqualTo(state);
    }

    @Test
    void a_run_that_still_waits_when_the_job_is_due_again_is_late() {
        scene.waiting("daily", at("2026-11-21T08:55"), "pool is full");
        RunRecord asked =
                scene.waiting("daily", at("2026-11-21T08:56"), "").because("pool is full");
        scene.put(by(Trigger.MANUAL, asked));
        assertThat(state("daily")).as("somebody asked for one more").isEqualTo("queued");
        scene.waiting("daily", at("2026-11-21T08:57"), "pool is full");
        assertThat(state("daily")).isEqualTo("late");
    }

    @Test
    void what_is_made_up_for_is_not_late_while_it_knows_why_it_waits() {
        RunRecord old = scene.waiting("daily", at("2026-11-18T09:00"), "run 1 still goes");
        scene.put(by(Trigger.CATCHUP, old));
        assertThat(state("daily")).isEqualTo("queued");
    }

    @Test
    void a_reason_of_a_scheduler_that_is_stuck_counts_for_nothing() {
        scene.lastTick = at("2026-11-21T08:50");
        scene.waiting("follower", at("2026-11-21T09:00"), "starts later by its 60 s delay");
        assertThat(state("follower")).isEqualTo("late");
    }

    @Test
    void a_follower_is_never_late_by_itself() {
        scene.lastTick = at("2026-11-20T08:50");
        assertThat(state("follower")).isEmpty();
        assertThat(state("daily")).isEqualTo("late");
    }

    private static RunRecord by(Trigger trigger, RunRecord run) {
        return new RunRecord(
                run.id(),
                run.job(),
                run.user(),
                RunState.QUEUED,
                trigger,
                1,
                run.due(),
                run.notBefore(),
                run.started(),
                run.ended(),
                run.exitCode(),
                run.reason(),
                run.place(),
                new Wave(run.job(), run.due()),
                List.of(),
                run.usage(),
                1,
                false);
    }
}

package farcron.run.fargate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farcron.job.JobKey;
import farcron.job.RunRecord;
import farcron.job.Trigger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

class InstallationTest {

    private static final Instant DUE = Instant.parse("2026-11-21T02:00:00Z");
    private static final RunRecord RUN =
            RunRecord.queued(7, Tasks.line("train"), Trigger.SCHEDULE, DUE, DUE);

    private final Installation ours = new Installation("k3v9q0a1b2c3");

    @Test
    void a_token_is_one_that_ecs_takes() {
        assertThat(ours.token(RUN, 1)).matches("[!-~]{1,64}").isEqualTo(ours.token(RUN, 1));
    }

    @Test
    void a_standby_that_has_numbered_the_run_otherwise_asks_under_the_same_token() {
        RunRecord elsewhere =
                RunRecord.queued(1841, Tasks.line("train"), Trigger.SCHEDULE, DUE, DUE);

        assertThat(ours.token(elsewhere, 1)).isEqualTo(ours.token(RUN, 1));
    }

    @Test
    void each_try_each_attempt_each_due_time_each_job_and_each_installation_has_its_own() {
        RunRecord later =
                RunRecord.queued(
                        7, Tasks.line("train"), Trigger.SCHEDULE, DUE.plusSeconds(60), DUE);
        RunRecord other = RunRecord.queued(7, Tasks.line("load"), Trigger.SCHEDULE, DUE, DUE);

        assertThat(
                        new String[] {
                            ours.token(RUN, 1),
                            ours.token(RUN, 2),
                            ours.token(RUN.again(DUE, ""), 1),
                            ours.token(later, 1),
                            ours.token(other, 1),
                            new Installation("k3v9q0a1b2c4").token(RUN, 1)
                        })
                .doesNotHaveDuplicates();
    }

    @Test
    void what_somebody_asks_for_once_more_is_run_once_more() {
        RunRecord first = RunRecord.queued(7, Tasks.line("train"), Trigger.MANUAL, DUE, DUE);
        RunRecord again = RunRecord.queued(8, Tasks.line("train"), Trigger.MANUAL, DUE, DUE);

        assertThat(ours.token(first, 1)).isNotEqualTo(ours.token(again, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "farcron/k3v9q0a1b2c3/0123456789ab,  true",
        "farcron/k3v9q0a1b2c3x/0123456789ab, false",
        "ecs-svc/0123456789,                 false"
    })
    void tasks_of_others_are_not_taken_for_ours(String startedBy, boolean isOurs) {
        assertThat(ours.isOurs(new TaskSight.Marker(7, 1, startedBy))).isEqualTo(isOurs);
    }

    @Test
    void whatever_a_job_is_called_its_tasks_are_started_by_what_ecs_takes() {
        JobKey odd = new JobKey("cron.d/a b@ü", "x:y");

        assertThat(ours.startedBy(odd)).matches("[A-Za-z0-9/_-]{1,36}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ä", "a/b", "123456789012345678901234567890123"})
    void an_installation_may_not_be_called_so(String id) {
        assertThatThrownBy(() -> new Installation(id)).hasMessageContaining(id);
    }
}

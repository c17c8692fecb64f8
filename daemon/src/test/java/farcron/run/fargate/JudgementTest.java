package farcron.run.fargate;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.Outcome;
import farcron.job.Outcome.Retrial;
import farcron.job.RunState;
import farcron.job.Usage;
import farcron.run.fargate.TaskSight.Container;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What a task's end means for its run. The container of the command is `job`.
class JudgementTest {

    private static final Instant STARTED = Instant.parse("2026-03-07T02:00:40Z");
    private static final Instant EXECUTION_STOPPED = Instant.parse("2026-03-07T02:10:00Z");
    private static final Instant STOPPED = Instant.parse("2026-03-07T02:10:20Z");
    private static final Instant SEEN = Instant.parse("2026-03-07T02:10:25Z");

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    status         | wanted  | containers   | why
                    PROVISIONING   | RUNNING |              | it has just been asked for
                    PENDING        | RUNNING | job          | the image is pulled
                    RUNNING        | RUNNING | job          | it runs
                    RUNNING        | RUNNING | job=0 side   | the task goes on, so may its log
                    RUNNING        | STOPPED | job          | told to stop, not stopped yet
                    DEPROVISIONING | STOPPED | job          | its exit code may still come
                    STOPPING       | STOPPED | job side=1   | another's exit code
                    BRAND_NEW      | RUNNING | job          | a state that nobody knows
                    """)
    void a_task_goes_on(String status, String wanted, String containers, String why) {
        TaskSight task = task(status, wanted, "", "", containers, true);
        assertThat(Judgement.of(task, "job", SEEN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    status         | stop code                | containers    | exit | why
                    STOPPED        | EssentialContainerExited | job=0         | 0    | success
                    DEPROVISIONING | EssentialContainerExited | job=0         | 0    | it is known
                    STOPPED        | -                        | job=0         | 0    | an old task
                    STOPPED        | EssentialContainerExited | side=1 job=0  | 0    | by its name
                    STOPPED        | EssentialContainerExited | job=3         | 3    | it failed
                    STOPPED        | EssentialContainerExited | job=127       | 127  | the shell's
                    STOPPED        | EssentialContainerExited | job=137       | 137  | no memory
                    STOPPED        | EssentialContainerExited | job=143 a=143 | 143  | it was first
                    STOPPED        | EssentialContainerExited | job=143 side  | 143  | other goes on
                    DELETED        | EssentialContainerExited | job=1         | 1    | long over
                    """)
    void a_command_has_exited(
            String status, String stopCode, String containers, int exit, String why) {
        TaskSight task = task(status, "STOPPED", stopCode, "", containers, true);
        assertThat(Judgement.of(task, "job", SEEN))
                .contains(new Outcome.Exited(exit, STARTED, EXECUTION_STOPPED, Usage.NONE));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    stop code | reason | containers | ran | state | retrial | text | why
                    SpotInterruption | Your Spot Task was interrupted. | job=0 | yes \
                    | FAILED | NOT_ITS_FAULT | Spot capacity back | it only took SIGTERM well
                    TerminationNotice | Your Spot Task was interrupted. | job=143 | yes \
                    | FAILED | NOT_ITS_FAULT | exited with 143 | the notice comes before the end
                    SpotInterruption | - | - | no \
                    | FAILED | NOT_ITS_FAULT | Spot capacity back | before it began
                    UserInitiated | Task stopped by user | job=0 | yes \
                    | KILLED | NEVER | somebody else than farcron (Task stopped by user) | by hand
                    UserInitiated | new subnet layout | job=143 | yes \
                    | KILLED | NEVER | farcron (new subnet layout) | a reason is anybody's words
                    UserInitiated | - | - | no | KILLED | NEVER | (UserInitiated) | no reason given
                    ServiceSchedulerInitiated | Scaling | job=143 | yes \
                    | KILLED | NEVER | somebody else | should not be
                    EssentialContainerExited | Essential container in task exited \
                    | job=137:OutOfMemoryError:_container_killed_due_to_memory_usage | yes \
                    | FAILED | NEVER | out of memory | the reason is the container's
                    EssentialContainerExited | Essential container in task exited \
                    | job=1:OutOfMemoryError:_container_killed | yes \
                    | FAILED | NEVER | raise mem: | a child was killed, its parent gave up
                    EssentialContainerExited | Essential container in task exited \
                    | job=143 proxy=1 | yes \
                    | FAILED | AS_THE_LINE_SAYS | container proxy had ended (exit 1) | a sidecar
                    EssentialContainerExited | Essential container in task exited \
                    | job=137 proxy=137:OutOfMemoryError:_x | yes \
                    | FAILED | AS_THE_LINE_SAYS | proxy had ended (out of memory | a greedy one
                    EssentialContainerExited | Essential container in task exited | job | yes \
                    | LOST | AS_THE_LINE_SAYS | no exit code | it may have done all or nothing
                    EssentialContainerExited | Essential container in task exited | job | no \
                    | FAILED | AS_THE_LINE_SAYS | could not be started | as ECS tells no more
                    - | - | - | no | FAILED | AS_THE_LINE_SAYS | says nothing | no containers at all
                    - | Task stopped due to infrastructure maintenance | job | yes \
                    | LOST | AS_THE_LINE_SAYS | took down the machine | no exit code
                    - | InternalError: x | job | no \
                    | FAILED | NOT_ITS_FAULT | could not run it | never began
                    TaskFailedToStart | Timeout waiting for network interface provisioning to \
                    complete. | - | no | FAILED | NOT_ITS_FAULT | interface in time | it may pass
                    TaskFailedToStart | Timeout waiting for EphemeralStorage provisioning to \
                    complete. | job | no | FAILED | NOT_ITS_FAULT | disk in time | it may pass
                    TaskFailedToStart | CannotPullContainerError: x: i/o timeout | job | no \
                    | FAILED | NOT_ITS_FAULT | no route | the text of a pull that may pass
                    TaskFailedToStart | CannotPullContainerError: manifest unknown | job | no \
                    | FAILED | NEVER | no such tag | it would fail again
                    TaskFailedToStart | Task failed to start \
                    | job:CannotPullContainerError:_pull_access_denied | no \
                    | FAILED | NEVER | may not read it | the container tells more than the task
                    TaskFailedToStart | Task failed to start \
                    | job proxy:CannotStartContainerError:_executable_file_not_found | no \
                    | FAILED | NEVER | (container proxy: CannotStart | another could not start
                    TaskFailedToStart | something new | - | no \
                    | FAILED | NOT_ITS_FAULT | something new | ECS says that it never began
                    TaskFailedToStart | something new | job=0 | yes \
                    | FAILED | AS_THE_LINE_SAYS | something new | it did begin
                    BrandNewCode | of a new kind | job=0 | yes \
                    | FAILED | AS_THE_LINE_SAYS | BrandNewCode: of a new kind | no success by guess
                    BrandNewCode | of a new kind | job | yes \
                    | LOST | AS_THE_LINE_SAYS | of a new kind | no exit code
                    """)
    void a_task_has_ended_so_that_its_run_is_judged(
            String stopCode,
            String reason,
            String containers,
            String ran,
            RunState state,
            Retrial retrial,
            String text,
            String why) {
        TaskSight task =
                task("STOPPED", "STOPPED", stopCode, reason, containers, ran.equals("yes"));
        Outcome.Judged judged = (Outcome.Judged) Judgement.of(task, "job", SEEN).orElseThrow();
        assertThat(judged.state()).isEqualTo(state);
        assertThat(judged.retrial()).isEqualTo(retrial);
        assertThat(judged.reason()).contains(text);
        assertThat(judged.started().isPresent()).isEqualTo(ran.equals("yes"));
        assertThat(judged.code())
                .isEqualTo(
                        task.container("job").map(Container::exitCode).orElse(OptionalInt.empty()));
    }

    @Test
    void what_a_repeated_request_is_answered_says_nothing_of_the_end() {
        TaskSight known = task("STOPPED", "STOPPED", "", "", "", false);
        TaskSight bare =
                new TaskSight(
                        known.arn(),
                        0,
                        Optional.empty(),
                        "STOPPED",
                        true,
                        "",
                        "",
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of());
        assertThat(Judgement.of(bare, "job", SEEN)).isEmpty();
    }

    @Test
    void a_task_that_was_gone_before_it_was_seen_to_run_has_still_exited() {
        TaskSight brief =
                new TaskSight(
                        "arn:aws:ecs:eu-west-1:1:task/batch/0a",
                        3,
                        Optional.empty(),
                        "DEPROVISIONING",
                        true,
                        "EssentialContainerExited",
                        "Essential container in task exited",
                        "arn:aws:ecs:eu-west-1:1:task-definition/trainer:12",
                        Optional.of(STARTED.minusSeconds(30)),
                        Optional.of(STARTED),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(new Container("job", "STOPPED", OptionalInt.of(0), "")));
        assertThat(Judgement.of(brief, "job", SEEN))
                .contains(new Outcome.Exited(0, STARTED, SEEN, Usage.NONE));
    }

    /// @param containers `name[=exit][:reason]`, with `_` for blanks in the reason
    private static TaskSight task(
            String status,
            String wanted,
            String stopCode,
            String reason,
            String containers,
            boolean ran) {
        return new TaskSight(
                "arn:aws:ecs:eu-west-1:1:task/batch/0a",
                7,
                Optional.empty(),
                status,
                wanted.equals("STOPPED"),
                stopCode == null ? "" : stopCode,
                reason == null ? "" : reason,
                "arn:aws:ecs:eu-west-1:1:task-definition/trainer:12",
                Optional.of(STARTED.minusSeconds(40)),
                Optional.of(STARTED.minusSeconds(20)),
                ran ? Optional.of(STARTED) : Optional.empty(),
                ran ? Optional.of(EXECUTION_STOPPED) : Optional.empty(),
                Optional.of(STOPPED),
                containers(containers));
    }

    private static List<Container> containers(String all) {
        List<Container> containers = new ArrayList<>();
        if (all != null) {
            Arrays.stream(all.split(" "))
                    .filter(one -> !one.isEmpty())
                    .map(JudgementTest::container)
                    .forEach(containers::add);
        }
        return containers;
    }

    private static Container container(String told) {
        String[] parts = told.split(":", 2);
        String[] name = parts[0].split("=");
        OptionalInt exit =
                name.length == 2 ? OptionalInt.of(Integer.parseInt(name[1])) : OptionalInt.empty();
        String reason = parts.length == 2 ? parts[1].replace('_', ' ') : "";
        return new Container(name[0], exit.isPresent() ? "STOPPED" : "RUNNING", exit, reason);
    }
}

package farcron.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ecs.model.Task;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Commands are run as on Fargate.
class FakeProcessesIT {

    private static FakeAws aws;
    private static SdkUser user;

    @BeforeAll
    static void start() throws IOException {
        aws = FakeAws.start();
        user = new SdkUser(aws);
        define("loader", "");
        define("stubborn", "\"stopTimeout\": 1,");
        define("entry", "\"entryPoint\": [\"/bin/echo\", \"in\"],");
    }

    private static void define(String family, String more) {
        String json = SampleDefinition.of(family, "main");
        aws.model().register(json.replace("\"essential\"", more + "\"essential\""));
    }

    @AfterAll
    static void stop() throws IOException {
        user.close();
        aws.close();
    }

    @BeforeEach
    void nothing_goes_wrong() {
        aws.model().faults(Faults.none());
        aws.model().streams().lag(Duration.ZERO);
        aws.silence(Duration.ZERO);
    }

    @Test
    void a_command_is_a_process_with_exactly_the_given_environment() throws Exception {
        String arn = user.run("loader", "/usr/bin/env");
        Task task = user.ended(arn);
        assertEquals(0, task.containers().getFirst().exitCode());
        assertEquals("EssentialContainerExited", task.stopCodeAsString());
        assertTrue(task.stoppedAt().isAfter(task.createdAt()));
        assertEquals(
                Set.of("FARCRON_RUN_ID=7", "GREETING=hello you", "LANG=C.UTF-8"),
                Set.copyOf(user.lines("loader", arn)));
    }

    @Test
    void an_entry_point_stays_in_front() throws Exception {
        String arn = user.run("entry", "and", "out");
        user.ended(arn);
        assertEquals(List.of("in and out"), user.lines("entry", arn));
    }

    @Test
    void a_program_that_does_not_exist_never_starts() throws Exception {
        Task task = user.ended(user.run("loader", "/no/such/shell", "-c", "date"));
        assertEquals("TaskFailedToStart", task.stopCodeAsString());
        assertTrue(task.stoppedReason().contains("executable file not found"));
    }

    @Test
    void a_stop_is_a_sigterm_that_may_be_caught() throws Exception {
        String arn =
                user.run(
                        "loader",
                        "/bin/sh",
                        "-c",
                        "trap 'echo bye; exit 3' TERM; echo on; sleep 60 & wait");
        user.awaitLine("on", "loader", arn);
        user.ecs.stopTask(ask -> ask.cluster("default").task(arn).reason("farcron: timeout"));
        Task task = user.ended(arn);
        assertEquals(3, task.containers().getFirst().exitCode());
        assertEquals(
                "UserInitiated farcron: timeout",
                task.stopCodeAsString() + " " + task.stoppedReason());
        assertEquals(List.of("on", "bye"), user.lines("loader", arn));
    }

    @Test
    void who_ignores_it_is_killed() throws Exception {
        String arn =
                user.run("stubborn", "/bin/sh", "-c", "trap '' TERM; echo on; sleep 60; sleep 60");
        user.awaitLine("on", "stubborn", arn);
        user.ecs.stopTask(ask -> ask.cluster("default").task(arn));
        assertEquals(137, user.ended(arn).containers().getFirst().exitCode());
    }

    @Test
    void a_log_shows_up_after_its_lag_and_is_read_in_pages() throws Exception {
        aws.model().streams().lag(Duration.ofSeconds(5));
        String arn = user.run("loader", "/bin/sh", "-c", "for i in 1 2 3; do echo line $i; done");
        assertThrows(ResourceNotFoundException.class, () -> user.lines("loader", arn));
        user.awaitLine("line 3", "loader", arn);
        assertEquals(List.of("line 1", "line 2", "line 3"), user.lines("loader", arn));
        assertEquals(List.of("line 3"), newest(arn));
    }

    private static List<String> newest(String arn) {
        String stream = "loader/main/" + arn.substring(arn.lastIndexOf('/') + 1);
        return user
                .logs
                .getLogEvents(ask -> ask.logGroupName("/jobs").logStreamName(stream).limit(1))
                .events()
                .stream()
                .map(OutputLogEvent::message)
                .toList();
    }
}

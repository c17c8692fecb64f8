package farcron.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What a task goes through, and what can be seen of it.
class TaskLifeTest {

    private final Scene scene = Scene.ofMinutes();

    private static List<Fields> details(Scene scene) throws AwsError {
        List<Fields> details = new ArrayList<>();
        for (String event : scene.events) {
            details.add(Fields.of(event).fields("detail"));
        }
        return details;
    }

    @Test
    void each_change_is_an_event_with_the_next_version() throws AwsError {
        scene.run("f1-a");
        scene.pass(Duration.ofMinutes(5));
        List<String> seen = new ArrayList<>();
        for (Fields detail : details(scene)) {
            seen.add(detail.number("version").orElseThrow() + " " + detail.text("lastStatus"));
        }
        assertEquals(
                List.of(
                        "1 PROVISIONING",
                        "2 PENDING",
                        "3 ACTIVATING",
                        "4 RUNNING",
                        "5 DEACTIVATING",
                        "6 STOPPING",
                        "7 DEPROVISIONING",
                        "8 STOPPED"),
                seen);
    }

    @Test
    void the_exit_code_is_known_some_time_before_it_is_stopped() throws AwsError {
        String arn = Scene.arn(scene.run("f1-a"));
        scene.pass(Duration.ofSeconds(12 + 20 + 1 + 60 + 1 + 1));
        Fields task = scene.task(arn);
        assertEquals("DEPROVISIONING", task.text("lastStatus"));
        assertEquals("STOPPED", task.text("desiredStatus"));
        assertEquals("EssentialContainerExited", task.text("stopCode"));
        assertEquals(0, task.each("containers").getFirst().number("exitCode").orElseThrow());
        assertTrue(task.has("executionStoppedAt"));
        assertFalse(task.has("stoppedAt"));
    }

    @Test
    void an_answer_has_seconds_where_an_event_has_text() throws AwsError {
        String arn = Scene.arn(scene.run("f1-a"));
        assertEquals(
                Double.valueOf(Scene.MIDNIGHT.getEpochSecond()),
                ((Number) scene.task(arn).all().get("createdAt")).doubleValue());
        Fields envelope = Fields.of(scene.events.getFirst());
        assertEquals("ECS Task State Change", envelope.text("detail-type"));
        assertEquals("aws.ecs", envelope.text("source"));
        assertEquals(List.of(arn), envelope.texts("resources"));
        Fields detail = envelope.fields("detail");
        assertEquals("2026-03-01T00:00:00Z", detail.text("createdAt"));
        assertEquals("2026-03-01T00:00:00Z", detail.text("updatedAt"));
        assertEquals("eni", detail.each("attachments").getFirst().text("type"));
        assertEquals(
                "ElasticNetworkInterface",
                scene.task(arn).each("attachments").getFirst().text("type"));
    }

    static Stream<Arguments> fates() {
        Duration later = Duration.ofSeconds(10);
        return Stream.of(
                Arguments.of(Fate.RUNS, "EssentialContainerExited", "Essential container", "0"),
                Arguments.of(new Fate.SpotTakenBack(later), "SpotInterruption", "Your Spot", "143"),
                Arguments.of(
                        new Fate.OutOfMemory(later),
                        "EssentialContainerExited",
                        "Essential container",
                        "137 OutOfMemoryError: container killed due to memory usage"),
                Arguments.of(
                        new Fate.SidecarEnds(later),
                        "EssentialContainerExited",
                        "Essential container",
                        "143"),
                Arguments.of(new Fate.HostIsLost(later), "", "Task stopped due to", "none"),
                Arguments.of(
                        new Fate.StoppedByHand(later, "by ann"), "UserInitiated", "by ann", "143"),
                Arguments.of(
                        Fate.pullTimesOut(),
                        "TaskFailedToStart",
                        "CannotPullContainerError: dial tcp",
                        "none"),
                Arguments.of(
                        Fate.noNetworkInterface(),
                        "TaskFailedToStart",
                        "Timeout waiting for network interface",
                        "none"),
                Arguments.of(
                        Fate.noLogGroup(),
                        "TaskFailedToStart",
                        "ResourceInitializationError: failed to validate logger args",
                        "none"),
                Arguments.of(
                        Fate.noSuchProgram("/bin/sh"),
                        "TaskFailedToStart",
                        "CannotStartContainerError",
                        "none CannotStartContainerError"),
                Arguments.of(
                        Fate.neverPlaced(), "TaskFailedToStart", "Unexpected", "no container"));
    }

    @ParameterizedTest
    @MethodSource("fates")
    void a_fate_shows_at_its_end(Fate fate, String stopCode, String reason, String container)
            throws AwsError {
        scene.model.plan(_ -> TaskPlan.USUAL.with(fate));
        String arn = Scene.arn(scene.run("f1-a"));
        scene.pass(Duration.ofMinutes(10));
        Fields task = scene.task(arn);
        assertEquals("STOPPED", task.text("lastStatus"));
        assertEquals(stopCode, task.text("stopCode"));
        assertTrue(task.text("stoppedReason").startsWith(reason), task.text("stoppedReason"));
        assertTrue(container(task).startsWith(container), container(task));
        assertEquals(
                stopCode.equals("TaskFailedToStart"), !task.has("startedAt"), "whether it began");
    }

    private static String container(Fields task) throws AwsError {
        if (task.each("containers").isEmpty()) {
            return "no container";
        }
        Fields one = task.each("containers").getFirst();
        String code = one.has("exitCode") ? "" + one.number("exitCode").orElseThrow() : "none";
        return (code + " " + one.text("reason")).strip();
    }

    @Test
    void spot_gives_notice_while_it_still_runs_and_may_end_with_zero() throws AwsError {
        Scene tidy =
                new Scene(
                        scene.model.account(),
                        (_, _) -> new TimedWork(Instant.MAX, 0, Duration.ofSeconds(5), 0));
        tidy.model.plan(_ -> TaskPlan.USUAL.with(new Fate.SpotTakenBack(Duration.ofMinutes(1))));
        String arn = Scene.arn(tidy.run("f1-a"));
        tidy.pass(Duration.ofMinutes(5));
        boolean noticed = false;
        for (Fields detail : details(tidy)) {
            noticed |=
                    detail.text("lastStatus").equals("RUNNING")
                            && detail.text("stopCode").equals("TerminationNotice");
        }
        assertTrue(noticed);
        assertEquals("0", container(tidy.task(arn)));
        assertEquals("SpotInterruption", tidy.task(arn).text("stopCode"));
    }

    @Test
    void who_is_deaf_is_killed_after_the_definitions_time() throws AwsError {
        Scene deaf =
                new Scene(
                        scene.model.account(),
                        (_, _) -> new TimedWork(Instant.MAX, 0, Duration.ofHours(1), 0));
        String arn = Scene.arn(deaf.run("f1-a"));
        deaf.pass(Duration.ofMinutes(2));
        deaf.stop(arn, "farcron: timeout after 60 s (run 7)");
        deaf.pass(Duration.ofSeconds(30));
        assertEquals("STOPPING", deaf.task(arn).text("lastStatus"));
        deaf.pass(Duration.ofSeconds(1));
        assertEquals("DEPROVISIONING", deaf.task(arn).text("lastStatus"));
        assertEquals("137", container(deaf.task(arn)));
        assertEquals("UserInitiated", deaf.task(arn).text("stopCode"));
        assertEquals("farcron: timeout after 60 s (run 7)", deaf.task(arn).text("stoppedReason"));
    }

    @Test
    void a_task_that_is_stopped_before_it_began_has_no_exit_code() throws AwsError {
        String arn = Scene.arn(scene.run("f1-a"));
        scene.stop(arn, "");
        scene.pass(Duration.ofMinutes(1));
        assertEquals("STOPPED", scene.task(arn).text("lastStatus"));
        assertEquals("Task stopped by user", scene.task(arn).text("stoppedReason"));
        assertEquals("none", container(scene.task(arn)));
    }

    @Test
    void a_second_stop_changes_nothing_and_after_an_hour_nobody_knows_it() throws AwsError {
        String arn = Scene.arn(scene.run("f1-a"));
        scene.stop(arn, "one");
        scene.pass(Duration.ofMinutes(1));
        int before = scene.events.size();
        scene.stop(arn, "two");
        assertEquals("one", scene.task(arn).text("stoppedReason"));
        assertEquals(before, scene.events.size());
        scene.pass(Duration.ofHours(1));
        AwsError error = assertThrows(AwsError.class, () -> scene.stop(arn, "three"));
        assertEquals("InvalidParameterException", error.code());
        assertEquals("The referenced task was not found.", error.getMessage());
        assertEquals("MISSING", scene.describe(arn).each("failures").getFirst().text("reason"));
    }

    @Test
    void a_new_task_may_be_unknown_for_a_moment() throws AwsError {
        scene.model.plan(_ -> TaskPlan.USUAL.unseenFor(Duration.ofSeconds(3)));
        String arn = Scene.arn(scene.run("f1-a"));
        assertEquals("MISSING", scene.describe(arn).each("failures").getFirst().text("reason"));
        assertEquals(
                List.of(), scene.call("ListTasks", "{\"cluster\": \"batch\"}").texts("taskArns"));
        scene.pass(Duration.ofSeconds(3));
        assertEquals("PROVISIONING", scene.task(arn).text("lastStatus"));
    }

    @Test
    void the_same_story_is_told_twice() throws AwsError {
        Scene other = Scene.ofMinutes();
        for (Scene one : List.of(scene, other)) {
            one.run("f1-a");
            one.run("f1-b");
            one.pass(Duration.ofMinutes(5));
        }
        assertEquals(scene.events, other.events);
    }
}

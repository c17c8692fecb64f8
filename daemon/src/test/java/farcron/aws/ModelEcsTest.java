package farcron.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import farcron.aws.EventFeed.Weather;
import farcron.job.TaskOverrides;
import farcron.job.TaskPlace;
import farcron.job.TaskPlace.Spot;
import farcron.job.TaskRoles;
import farcron.job.TaskSize;
import farcron.run.fargate.CallException;
import farcron.run.fargate.CallException.Kind;
import farcron.run.fargate.Ecs.Answer;
import farcron.run.fargate.TaskDefinition;
import farcron.run.fargate.TaskDefinition.LogStream;
import farcron.run.fargate.TaskEvents.Event;
import farcron.run.fargate.TaskLogs.Page;
import farcron.run.fargate.TaskRequest;
import farcron.run.fargate.TaskSight;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/// The model as a daemon sees it through its own ports.
class ModelEcsTest {

    private static final TaskPlace BATCH =
            new TaskPlace(
                    "eu-west-1",
                    "batch",
                    List.of("subnet-0a1"),
                    List.of("sg-1"),
                    true,
                    Spot.PREFER,
                    "LATEST");

    private final Scene scene = Scene.ofMinutes();
    private final ModelEcs ecs = new ModelEcs(scene.model, 1);

    private static TaskRequest request(String token) {
        TreeMap<String, String> environment =
                new TreeMap<>(Map.of("FARCRON_RUN_ID", "7", "FARCRON_ATTEMPT", "2"));
        return new TaskRequest(
                token,
                "trainer:1",
                "main",
                "farcron/a1/0f",
                new TaskOverrides(List.of("/bin/sh", "-c", "date"), environment),
                new TaskSize(OptionalInt.of(512), OptionalInt.of(1024), OptionalInt.of(30)),
                BATCH,
                TaskRoles.AS_DEFINED,
                true,
                Map.of("run", "7"));
    }

    @Test
    void a_task_is_started_seen_and_stopped() throws CallException {
        TaskSight task = started(ecs.run(request("f1-a")));
        assertEquals(Optional.of(new TaskSight.Marker(7, 2, "farcron/a1/0f")), task.marker());
        assertEquals(List.of(task.arn()), ecs.list(BATCH, "farcron/a1/0f"));
        scene.pass(Duration.ofSeconds(33));
        ecs.stop(BATCH, task.arn(), "enough");
        scene.pass(Duration.ofMinutes(1));
        TaskSight end = ecs.describe(BATCH, List.of(task.arn())).get(task.arn()).orElseThrow();
        assertEquals("STOPPED UserInitiated enough", words(end));
        assertEquals(OptionalInt.of(143), end.container("main").orElseThrow().exitCode());
        assertTrue(end.version() > task.version());
        assertEquals(
                Optional.of(scene.clock.instant().minusSeconds(60)),
                end.executionStopped().map(then -> then.minusSeconds(2)));
        assertEquals(List.of(task.arn()), ecs.list(BATCH, "farcron/a1/0f"));
    }

    private static String words(TaskSight task) {
        return "%s %s %s".formatted(task.status(), task.stopCode(), task.stoppedReason());
    }

    private static TaskSight started(Answer answer) {
        return assertInstanceOf(Answer.Started.class, answer).task();
    }

    @Test
    void errors_have_the_kind_that_says_what_to_do() {
        Map<Faults.Fault, Kind> kinds =
                Map.of(
                        Faults.THROTTLED,
                        Kind.THROTTLED,
                        Faults.SERVER,
                        Kind.UNCERTAIN,
                        Faults.ACCEPTED_THEN_500,
                        Kind.UNCERTAIN,
                        Faults.SILENCE,
                        Kind.UNCERTAIN,
                        Faults.expiredCredentials(),
                        Kind.NO_CREDENTIALS);
        kinds.forEach((fault, kind) -> {
            scene.model.faults(Faults.always("RunTask", fault));
            assertEquals(kind, thrown(request("f1-a")).kind());
        });
        scene.model.faults(Faults.denied("ecs", "RunTask"));
        assertEquals(Kind.DENIED, thrown(request("f1-a")).kind());
        scene.model.faults(Faults.none());
        assertEquals(Kind.WRONG, thrown(request("no blanks")).kind());
    }

    private CallException thrown(TaskRequest request) {
        return assertThrows(CallException.class, () -> ecs.run(request));
    }

    @Test
    void a_conflict_names_the_task() throws CallException {
        String arn = started(ecs.run(request("f1-a"))).arn();
        TaskRequest first = request("f1-a");
        TaskRequest other =
                new TaskRequest(
                        first.token(),
                        first.definition(),
                        first.container(),
                        "farcron/a1/99",
                        first.overrides(),
                        first.size(),
                        first.place(),
                        first.roles(),
                        false,
                        first.tags());
        CallException conflict = thrown(other);
        assertEquals(Kind.CONFLICT, conflict.kind());
        assertEquals(List.of(arn), conflict.resources());
    }

    @Test
    void what_is_sent_again_at_once_starts_one_task() throws CallException, AwsError {
        scene.model.faults(
                Faults.first("RunTask", Faults.ACCEPTED_THEN_500, Faults.ACCEPTED_THEN_SILENCE));
        started(new ModelEcs(scene.model, 3).run(request("f1-a")));
        assertEquals(1, scene.model.everything().size());
    }

    @Test
    void no_capacity_is_an_answer() throws CallException {
        scene.model.faults(Faults.first("RunTask", Faults.NO_CAPACITY));
        Answer.Failed failed = assertInstanceOf(Answer.Failed.class, ecs.run(request("f1-a")));
        assertTrue(failed.reason().startsWith("Capacity is unavailable"));
    }

    @Test
    void a_definition_tells_where_its_log_is() throws CallException {
        TaskDefinition definition = ecs.definition(BATCH, "trainer");
        assertEquals("trainer:1", definition.name());
        assertEquals(
                new LogStream("eu-west-1", "/jobs", "trainer/main/0f"),
                definition
                        .container("main")
                        .flatMap(TaskDefinition.Container::log)
                        .orElseThrow()
                        .stream("main", "0f"));
        CallException none =
                assertThrows(CallException.class, () -> ecs.definition(BATCH, "nobody"));
        assertEquals(Kind.NOT_FOUND, none.kind());
    }

    @Test
    void a_log_is_read_page_by_page_once_it_is_flushed() throws CallException {
        ModelLogs logs = new ModelLogs(scene.model);
        LogStream stream = new LogStream("", "/jobs", "trainer/main/0f");
        scene.model.streams().lag(Duration.ofSeconds(5));
        scene.model.streams().write("/jobs", "trainer/main/0f", "one");
        assertEquals(Optional.empty(), logs.read("", stream, Optional.empty()));
        scene.pass(Duration.ofSeconds(5));
        Page first = logs.read("", stream, Optional.empty()).orElseThrow();
        assertEquals(List.of("one\n"), first.text());
        Page none = logs.read("", stream, Optional.of(first.next())).orElseThrow();
        assertEquals(new Page(List.of(), first.next()), none);
        scene.model.streams().write("/jobs", "trainer/main/0f", "two");
        scene.pass(Duration.ofSeconds(5));
        assertEquals(
                List.of("two\n"),
                logs.read("", stream, Optional.of(first.next())).orElseThrow().text());
    }

    @Test
    void events_come_twice_late_in_another_order_or_never() throws CallException {
        ModelEvents queue = new ModelEvents(scene.clock, 5);
        queue.weather(Weather.BAD);
        scene.model.events(queue);
        for (int i = 0; i < 20; i++) {
            ecs.run(request("f1-" + i));
        }
        for (int second = 0; second < 300; second++) {
            scene.pass(Duration.ofSeconds(1));
        }
        List<Event> all = drained(queue);
        List<Long> versions = new ArrayList<>();
        Set<String> different = new HashSet<>();
        for (Event one : all) {
            versions.add(one.task().orElseThrow().version());
            different.add(one.body());
        }
        assertTrue(different.size() < 20 * 8, "some are lost");
        assertTrue(different.size() < all.size(), "some come twice");
        assertTrue(!versions.equals(versions.stream().sorted().toList()), "some overtake");
        scene.pass(Duration.ofMinutes(2));
        assertEquals(List.of(), queue.receive(), "what is done does not come again");
    }

    private static List<Event> drained(ModelEvents queue) throws CallException {
        List<Event> all = new ArrayList<>();
        List<Event> page = queue.receive();
        while (!page.isEmpty()) {
            all.addAll(page);
            queue.done(page.stream().map(Event::receipt).toList());
            page = queue.receive();
        }
        return all;
    }

    @Test
    void what_is_received_and_not_done_comes_again() throws CallException {
        ModelEvents queue = new ModelEvents(scene.clock, 5);
        queue.put("this is no event");
        Event first = queue.receive().getFirst();
        assertEquals(Optional.empty(), first.task());
        assertEquals(List.of(), queue.receive());
        scene.pass(Duration.ofMinutes(1));
        assertEquals(List.of(first), queue.receive());
        queue.outOfReach(true);
        assertThrows(CallException.class, queue::receive);
    }
}

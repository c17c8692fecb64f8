package farcron.run.fargate.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farcron.aws.FakeAws;
import farcron.aws.SampleDefinition;
import farcron.job.TaskOverrides;
import farcron.job.TaskPlace;
import farcron.run.fargate.CallException;
import farcron.run.fargate.Ecs;
import farcron.run.fargate.TaskDefinition;
import farcron.run.fargate.TaskEvents;
import farcron.run.fargate.TaskEvents.Event;
import farcron.run.fargate.TaskLogs.Page;
import farcron.run.fargate.TaskRequest;
import farcron.run.fargate.TaskSight;
import farcron.run.fargate.TaskSight.Marker;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// A task from its request to its log, by way of an AWS that is strict about what it is told.
class RoundTripIT {

    private static final TaskPlace PLACE = place("");

    private static FakeAws fake;
    private static Surroundings surroundings;
    private static Aws aws;

    @BeforeAll
    static void start() throws IOException {
        fake = FakeAws.start();
        fake.model().register(SampleDefinition.of("trainer", "job"));
        surroundings = new Surroundings(fake.environment().get("AWS_ENDPOINT_URL_ECS"));
        surroundings.set("aws.endpointUrlSqs", fake.environment().get("AWS_ENDPOINT_URL_SQS"));
        surroundings.set("aws.accessKeyId", fake.environment().get("AWS_ACCESS_KEY_ID"));
        aws = new Aws();
    }

    @AfterAll
    static void stop() throws IOException {
        aws.close();
        surroundings.close();
        fake.close();
    }

    @Test
    void a_task_is_run_heard_of_asked_for_and_read() throws Exception {
        TaskRequest request = request("f1-round", "echo \"run $FARCRON_RUN_ID\"; exit 3");
        String arn = started(request);
        assertThat(started(request)).as("the same under the same token").isEqualTo(arn);
        assertThat(aws.ecs().list(PLACE, request.startedBy())).contains(arn);

        TaskSight heard = heardOfItsEnd(arn);
        assertThat(heard.marker()).contains(new Marker(17, 1, request.startedBy()));
        assertThat(heard.container("job").orElseThrow().exitCode()).isEqualTo(OptionalInt.of(3));

        TaskSight asked = aws.ecs().describe(PLACE, List.of(arn)).get(arn).orElseThrow();
        assertThat(asked.version()).isGreaterThanOrEqualTo(heard.version());
        assertThat(asked.containers()).isEqualTo(heard.containers());
        assertThat(asked.stopCode()).isEqualTo("EssentialContainerExited");

        TaskDefinition definition = aws.ecs().definition(PLACE, "trainer");
        TaskDefinition.LogPlace log = definition.container("job").orElseThrow().log().orElseThrow();
        assertThat(log(log.stream("job", heard.id()))).containsExactly("run 17\n");
        aws.ecs().stop(PLACE, arn, "it has stopped already");
    }

    @Test
    void what_was_not_there_is_said_not_to_be() throws Exception {
        String none = fake.model().account().arn("task/default/00000000000000000000000000000000");
        assertThat(aws.ecs().describe(PLACE, List.of(none))).containsEntry(none, Optional.empty());
        assertKind(CallException.Kind.NOT_FOUND, () -> aws.ecs().definition(PLACE, "nobody"));
        assertKind(CallException.Kind.NOT_FOUND, () -> aws.ecs().list(place("nowhere"), "farcron"));
        aws.ecs().stop(PLACE, none, "it was forgotten");
    }

    @Test
    void another_request_under_a_token_is_a_conflict_that_names_its_task() throws Exception {
        String arn = started(request("f1-conflict", "true"));
        CallException conflict =
                assertKind(
                        CallException.Kind.CONFLICT,
                        () -> aws.ecs().run(request("f1-conflict", "false")));
        assertThat(conflict.resources()).containsExactly(arn);
    }

    private static CallException assertKind(CallException.Kind kind, ThrowingCallable call) {
        CallException trouble =
                assertThatExceptionOfType(CallException.class).isThrownBy(call).actual();
        assertThat(trouble.kind()).as(trouble.getMessage()).isEqualTo(kind);
        return trouble;
    }

    private static String started(TaskRequest request) throws CallException {
        return ((Ecs.Answer.Started) aws.ecs().run(request)).task().arn();
    }

    private static TaskSight heardOfItsEnd(String arn) throws Exception {
        TaskEvents events = aws.events(fake.queue(), "");
        for (int polls = 0; polls < 30; polls++) {
            List<Event> some = events.receive();
            events.done(some.stream().map(Event::receipt).toList());
            Optional<TaskSight> end =
                    some.stream()
                            .flatMap(one -> one.task().stream())
                            .filter(task -> task.arn().equals(arn))
                            .filter(task -> task.status().equals("STOPPED"))
                            .findFirst();
            if (end.isPresent()) {
                return end.get();
            }
        }
        throw new AssertionError("nothing was heard of the end of " + arn);
    }

    private static List<String> log(TaskDefinition.LogStream stream) throws CallException {
        List<String> lines = new ArrayList<>();
        Optional<String> from = Optional.empty();
        while (true) {
            Page page = aws.logs().read("", stream, from).orElseThrow();
            lines.addAll(page.text());
            if (from.equals(Optional.of(page.next()))) {
                return lines;
            }
            from = Optional.of(page.next());
        }
    }

    private static TaskPlace place(String cluster) {
        TaskPlace usual = Requested.place("", List.of());
        return new TaskPlace(
                usual.region(),
                cluster.isEmpty() ? "default" : cluster,
                List.of("subnet-0a1"),
                List.of(),
                usual.publicIp(),
                usual.spot(),
                usual.platform());
    }

    private static TaskRequest request(String token, String line) {
        TaskRequest plain = Requested.plain(token);
        return new TaskRequest(
                token,
                "trainer:1",
                plain.container(),
                plain.startedBy(),
                new TaskOverrides(
                        List.of("/bin/sh", "-c", line),
                        new TreeMap<>(plain.overrides().environment())),
                plain.size(),
                PLACE,
                plain.roles(),
                false,
                plain.tags());
    }
}

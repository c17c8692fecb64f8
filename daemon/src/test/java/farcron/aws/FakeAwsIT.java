package farcron.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.sqs.model.Message;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The SDK talks to the fake as it would to AWS.
class FakeAwsIT {

    private static FakeAws aws;
    private static SdkUser user;
    private static Set<Thread> before;

    @BeforeAll
    static void start() throws IOException {
        before = threads();
        aws = FakeAws.start();
        user = new SdkUser(aws);
        aws.model().register(SampleDefinition.of("loader", "main"));
    }

    @AfterAll
    static void stop() throws IOException {
        user.close();
        aws.close();
        Set<Thread> left = threads();
        left.removeAll(before);
        assertEquals(Set.of(), left);
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(one -> !one.isDaemon())
                // The queue's own end by themselves, when its last long poll has.
                .filter(one -> !one.getName().startsWith("elasticmq"))
                .collect(Collectors.toSet());
    }

    @BeforeEach
    void nothing_goes_wrong() {
        aws.model().faults(Faults.none());
        aws.model().streams().lag(Duration.ZERO);
        aws.silence(Duration.ZERO);
    }

    @Test
    void tasks_are_listed_and_definitions_described() throws Exception {
        String arn = user.run("loader", "/bin/sleep", "60");
        assertTrue(list(DesiredStatus.RUNNING).contains(arn));
        user.ecs.stopTask(ask -> ask.cluster("default").task(arn));
        user.ended(arn);
        assertFalse(list(DesiredStatus.RUNNING).contains(arn));
        assertTrue(list(DesiredStatus.STOPPED).contains(arn));
        assertEquals(
                Map.of(
                        "awslogs-group", "/jobs",
                        "awslogs-region", "eu-west-1",
                        "awslogs-stream-prefix", "loader"),
                user.ecs
                        .describeTaskDefinition(ask -> ask.taskDefinition("loader"))
                        .taskDefinition()
                        .containerDefinitions()
                        .getFirst()
                        .logConfiguration()
                        .options());
        assertEquals(
                "ACTIVE",
                user.ecs
                        .describeClusters(ask -> ask.clusters("default"))
                        .clusters()
                        .getFirst()
                        .status());
    }

    private static List<String> list(DesiredStatus status) {
        return user.ecs
                .listTasks(ask ->
                        ask.cluster("default").startedBy("farcron/it/0f").desiredStatus(status))
                .taskArns();
    }

    @Test
    void errors_come_as_the_sdks_exceptions() {
        RunTaskRequest first = user.asks("loader", "/bin/true").build();
        user.ecs.runTask(first);
        ConflictException conflict =
                assertThrows(
                        ConflictException.class,
                        () -> user.ecs.runTask(first.toBuilder().startedBy("other").build()));
        assertEquals(1, conflict.resourceIds().size());
        assertThrows(
                ClusterNotFoundException.class,
                () -> user.ecs.runTask(first.toBuilder().cluster("nobody").build()));
        assertThrows(
                InvalidParameterException.class,
                () -> user.ecs.runTask(first.toBuilder().startedBy("a b").build()));
        try (EcsClient stranger = user.ecs("AKIDOTHER")) {
            EcsException unknown = assertThrows(EcsException.class, stranger::listTasks);
            assertEquals("UnrecognizedClientException", unknown.awsErrorDetails().errorCode());
        }
        aws.model().faults(Faults.always("ListTasks", Faults.THROTTLED));
        EcsException throttled = assertThrows(EcsException.class, user.ecs::listTasks);
        assertTrue(throttled.isThrottlingException());
        assertEquals("Rate exceeded", throttled.awsErrorDetails().errorMessage());
    }

    @Test
    void what_is_sent_again_after_a_500_is_equal_byte_for_byte_and_starts_one_task()
            throws AwsError {
        int before = aws.requests("RunTask").size();
        int tasks = aws.model().everything().size();
        aws.model().faults(next("RunTask", Faults.ACCEPTED_THEN_500));
        user.run("loader", "/bin/true");
        List<Recorded> sent = aws.requests("RunTask").subList(before, before + 2);
        assertEquals(sent.getFirst().body(), sent.getLast().body());
        assertEquals(tasks + 1, aws.model().everything().size());
    }

    @Test
    void silence_is_waited_out_and_asked_again() throws AwsError {
        int tasks = aws.model().everything().size();
        aws.silence(Duration.ofSeconds(20));
        aws.model().faults(next("RunTask", Faults.ACCEPTED_THEN_SILENCE));
        user.run("loader", "/bin/true");
        assertEquals(tasks + 1, aws.model().everything().size());
        aws.silence(Duration.ZERO);
        aws.model().faults(Faults.always("ListTasks", Faults.SILENCE));
        assertThrows(SdkClientException.class, user.ecs::listTasks);
    }

    /// The first call from now on.
    private static Faults next(String action, Faults.Fault fault) {
        int before = aws.requests(action).size();
        return call ->
                call.action().equals(action) && call.number() == before + 1 ? fault : Faults.NONE;
    }

    @Test
    void each_change_arrives_in_the_queue() throws Exception {
        String arn = user.run("loader", "/bin/true");
        user.ended(arn);
        Map<Integer, String> seen = new TreeMap<>();
        for (int i = 0; i < 50 && !seen.containsValue("STOPPED"); i++) {
            for (Message message : receive()) {
                Fields detail = Fields.of(message.body()).fields("detail");
                if (detail.text("taskArn").equals(arn)) {
                    seen.put(detail.number("version").orElseThrow(), detail.text("lastStatus"));
                }
            }
        }
        assertEquals(
                List.of(
                        "PROVISIONING",
                        "PENDING",
                        "ACTIVATING",
                        "RUNNING",
                        "DEACTIVATING",
                        "STOPPING",
                        "DEPROVISIONING",
                        "STOPPED"),
                new ArrayList<>(seen.values()));
    }

    private static List<Message> receive() {
        return aws.queues()
                .client()
                .receiveMessage(
                        ask -> ask.queueUrl(aws.queue()).maxNumberOfMessages(10).waitTimeSeconds(1))
                .messages();
    }
}

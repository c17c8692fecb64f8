package farcron.run.fargate.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import farcron.run.fargate.CallException;
import farcron.run.fargate.CallException.Kind;
import farcron.run.fargate.TaskEvents;
import farcron.run.fargate.TaskEvents.Event;

import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Events out of a queue that speaks SQS.
class QueueEventsTest {

    private static SQSRestServer server;
    private static Surroundings surroundings;
    private static Aws aws;
    private static SqsClient sender;

    private String queue;
    private TaskEvents events;

    @BeforeAll
    static void start() {
        server = SQSRestServerBuilder.withInterface("127.0.0.1").withPort(0).start();
        int port = server.waitUntilStarted().localAddress().getPort();
        surroundings = new Surroundings("http://127.0.0.1:" + port);
        aws = new Aws();
        sender = SqsClient.create();
    }

    @AfterAll
    static void stop() {
        sender.close();
        aws.close();
        surroundings.close();
        server.stopAndGetFuture();
    }

    @BeforeEach
    void queue() {
        queue = queue(Duration.ofSeconds(30));
        events = aws.events(queue, "");
    }

    /// @param hidden how long an event that was taken stays away
    private static String queue(Duration hidden) {
        return sender.createQueue(ask ->
                        ask.queueName(UUID.randomUUID().toString())
                                .attributes(
                                        Map.of(
                                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                                Long.toString(hidden.toSeconds()))))
                .queueUrl();
    }

    private void send(String body) {
        sender.sendMessage(ask -> ask.queueUrl(queue).messageBody(body));
    }

    @Test
    void an_event_is_taken_and_does_not_come_again() throws Exception {
        send(EventBodyTest.ENDED);
        List<Event> taken = events.receive();
        assertThat(taken).extracting(Event::task).containsExactly(Optional.of(EventBodyTest.SIGHT));
        events.done(List.of(taken.getFirst().receipt()));
        send("later");
        assertThat(events.receive()).extracting(Event::body).containsExactly("later");
    }

    @Test
    void an_event_that_is_not_done_comes_again() throws Exception {
        queue = queue(Duration.ofSeconds(1));
        events = aws.events(queue, "");
        send(EventBodyTest.ENDED);
        String first = events.receive().getFirst().receipt();
        assertThat(events.receive().getFirst().receipt()).isNotEqualTo(first);
    }

    @Test
    void poison_is_handed_over_as_it_came() throws Exception {
        send("hello");
        assertThat(events.receive())
                .extracting(Event::body, Event::task)
                .containsExactly(tuple("hello", Optional.empty()));
    }

    @Test
    void more_events_than_fit_into_one_call_are_done_with_in_several() throws Exception {
        IntStream.range(0, 23).forEach(each -> send("event " + each));
        List<String> receipts = new ArrayList<>();
        while (receipts.size() < 23) {
            List<Event> some = events.receive();
            assertThat(some).hasSizeLessThanOrEqualTo(10);
            some.stream().map(Event::receipt).forEach(receipts::add);
        }
        events.done(receipts);
        send("later");
        assertThat(events.receive()).extracting(Event::body).containsExactly("later");
    }

    @Test
    void what_the_queue_keeps_is_told_and_the_others_are_done() throws Exception {
        send("one");
        String receipt = events.receive().getFirst().receipt();
        assertThatExceptionOfType(CallException.class)
                .isThrownBy(() -> events.done(List.of("no receipt", receipt)))
                .withMessageContaining("1 of 2 stay in the queue");
        send("later");
        assertThat(events.receive()).extracting(Event::body).containsExactly("later");
    }

    @Test
    void who_knocks_takes_nothing_out() throws Exception {
        send("one");
        events.knock(Duration.ofSeconds(30));
        assertThat(events.receive()).extracting(Event::body).containsExactly("one");
    }

    @Test
    void a_queue_that_never_answers_is_told() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Surroundings _ = new Surroundings("http://127.0.0.1:" + silent.getLocalPort());
                Aws away = new Aws()) {
            TaskEvents none = away.events(queue, "");
            assertThatExceptionOfType(CallException.class)
                    .isThrownBy(() -> none.knock(Duration.ofMillis(200)))
                    .withMessageStartingWith("sqs:ReceiveMessage: no answer came in time; ")
                    .extracting(CallException::kind)
                    .isEqualTo(Kind.UNCERTAIN);
        }
    }

    @Test
    void a_queue_that_is_not_there_is_not_found() {
        TaskEvents none = aws.events(queue + "-not", "");
        assertThatExceptionOfType(CallException.class)
                .isThrownBy(none::receive)
                .extracting(CallException::kind)
                .isEqualTo(Kind.NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({"true, a virtual thread", "false, a platform thread"})
    void an_interrupt_ends_the_wait_at_once(boolean virtual, String why) throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
        Thread waiting =
                builder.start(() -> {
                    try {
                        told.complete("received " + events.receive());
                    } catch (CallException | InterruptedException end) {
                        told.complete(end.getClass().getSimpleName());
                    }
                });
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        waiting.interrupt();
        assertThat(told.get(30, TimeUnit.SECONDS)).isEqualTo("InterruptedException");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    url                                                            | region
                    https://sqs.eu-west-1.amazonaws.com/1/farcron                  | eu-west-1
                    https://sqs.cn-north-1.amazonaws.com.cn/1/farcron              | cn-north-1
                    https://sqs-fips.us-gov-west-1.amazonaws.com/1/farcron         | us-gov-west-1
                    https://vpce-0a.sqs.eu-west-1.vpce.amazonaws.com/1/farcron     | eu-west-1
                    https://eu-west-1.queue.amazonaws.com/1/farcron                | eu-west-1
                    https://sqs.eu-west-1.api.aws/1/farcron                        | eu-west-1
                    http://localhost:4566/000000000000/farcron                     | -
                    https://queue.amazonaws.com/1/farcron                          | -
                    """)
    void the_url_of_a_queue_tells_its_region(String url, String region) {
        assertThat(QueueRegion.of(url)).isEqualTo(Optional.ofNullable(region));
    }
}

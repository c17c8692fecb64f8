package farcron.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What is relied on in a queue, whoever has built it.
interface QueueContract {

    SqsClient client();

    private String queue(Duration unseen) {
        return QueueServer.create(client(), "q-" + UUID.randomUUID(), unseen);
    }

    private List<Message> receive(String queue, int seconds) {
        return client().receiveMessage(ask ->
                        ask.queueUrl(queue)
                                .maxNumberOfMessages(10)
                                .waitTimeSeconds(seconds)
                                .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    private void send(String queue, String body) {
        client().sendMessage(ask -> ask.queueUrl(queue).messageBody(body));
    }

    @Test
    default void a_message_comes_as_it_was_sent_and_says_how_often_it_came() {
        String queue = queue(Duration.ofSeconds(1));
        String body = "{\"detail\": \"ü\\n" + "x".repeat(20_000) + "\"}";
        send(queue, body);
        Message first = receive(queue, 5).getFirst();
        assertEquals(body, first.body());
        assertEquals("1", count(first));
        assertTrue(first.attributes().containsKey(MessageSystemAttributeName.SENT_TIMESTAMP));
        Message again = receive(queue, 5).getFirst();
        assertEquals(first.messageId(), again.messageId());
        assertEquals("2", count(again), "after its time it is to be seen again");
    }

    private static String count(Message message) {
        return message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT);
    }

    @Test
    default void what_is_received_is_not_seen_for_a_while() {
        String queue = queue(Duration.ofSeconds(60));
        send(queue, "one");
        assertEquals(1, receive(queue, 5).size());
        assertEquals(List.of(), receive(queue, 1));
    }

    @Test
    default void a_page_has_at_most_ten() {
        String queue = queue(Duration.ofSeconds(60));
        Set<String> sent = new HashSet<>();
        for (int i = 0; i < 15; i++) {
            send(queue, "message " + i);
            sent.add("message " + i);
        }
        Set<String> received = new HashSet<>();
        for (int i = 0; i < 20 && received.size() < 15; i++) {
            List<Message> page = receive(queue, 1);
            assertTrue(page.size() <= 10);
            page.forEach(one -> received.add(one.body()));
        }
        assertEquals(sent, received);
    }

    @Test
    default void what_is_deleted_together_does_not_come_again() {
        String queue = queue(Duration.ofSeconds(5));
        send(queue, "one");
        send(queue, "two");
        List<Message> got = new ArrayList<>();
        for (int i = 0; i < 10 && got.size() < 2; i++) {
            got.addAll(receive(queue, 0));
        }
        DeleteMessageBatchResponse answer = delete(queue, got);
        assertEquals(2, answer.successful().size());
        assertEquals(List.of(), answer.failed());
        assertEquals(List.of(), receive(queue, 7));
    }

    private DeleteMessageBatchResponse delete(String queue, List<Message> messages) {
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
        for (Message one : messages) {
            entries.add(
                    DeleteMessageBatchRequestEntry.builder()
                            .id(Integer.toString(entries.size()))
                            .receiptHandle(one.receiptHandle())
                            .build());
        }
        return client().deleteMessageBatch(ask -> ask.queueUrl(queue).entries(entries));
    }

    @Test
    default void what_was_received_five_times_is_put_aside() {
        String queue = queue(Duration.ZERO);
        send(queue, "poison");
        for (int i = 0; i < 5; i++) {
            assertEquals(1, receive(queue, 2).size());
        }
        assertEquals(List.of(), receive(queue, 1));
        String dead = queue + "-dead";
        assertEquals("poison", receive(dead, 5).getFirst().body());
    }

    @Test
    default void a_wait_ends_with_the_first_message() throws InterruptedException {
        String queue = queue(Duration.ofSeconds(60));
        long begun = System.nanoTime();
        Thread sender = Thread.ofVirtual().start(() -> send(queue, "now"));
        assertEquals(1, receive(queue, 20).size());
        assertTrue(System.nanoTime() - begun < 10_000_000_000L);
        sender.join();
    }

    @Test
    default void a_queue_that_is_not_there_is_told_as_such() {
        String queue = queue(Duration.ZERO) + "-other";
        assertThrows(QueueDoesNotExistException.class, () -> receive(queue, 0));
    }
}

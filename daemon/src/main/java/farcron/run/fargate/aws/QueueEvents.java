package farcron.run.fargate.aws;

import farcron.run.fargate.CallException;
import farcron.run.fargate.CallException.Kind;
import farcron.run.fargate.TaskEvents;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

/// A queue of SQS.
final class QueueEvents implements TaskEvents {

    /// The most that SQS gives or takes at once, and the longest that it waits, in seconds.
    private static final int BATCH = 10;

    private static final int WAIT = 20;

    private final Clients<SqsClient> clients;
    private final String queue;
    private final String region;

    QueueEvents(Clients<SqsClient> clients, String queue, String region) {
        this.clients = clients;
        this.queue = queue;
        this.region = region;
    }

    @Override
    public List<Event> receive() throws CallException, InterruptedException {
        ReceiveMessageRequest ask =
                ReceiveMessageRequest.builder()
                        .queueUrl(queue)
                        .maxNumberOfMessages(BATCH)
                        .waitTimeSeconds(WAIT)
                        .build();
        return interruptibly(() ->
                clients
                        .call(region, "ReceiveMessage", sqs -> sqs.receiveMessage(ask))
                        .messages()
                        .stream()
                        .map(QueueEvents::event)
                        .toList());
    }

    @Override
    public void knock(Duration patience) throws CallException, InterruptedException {
        ReceiveMessageRequest ask =
                ReceiveMessageRequest.builder()
                        .queueUrl(queue)
                        .maxNumberOfMessages(1)
                        .waitTimeSeconds(0)
                        .visibilityTimeout(0)
                        .overrideConfiguration(call -> call.apiCallTimeout(patience))
                        .build();
        interruptibly(() -> clients.call(region, "ReceiveMessage", sqs -> sqs.receiveMessage(ask)));
    }

    private static Event event(Message message) {
        return new Event(message.receiptHandle(), EventBody.task(message.body()), message.body());
    }

    /// Only in a virtual thread does an interrupt end a read from a socket, so the call gets one of
    /// its own, whatever thread it is that waits for it.
    private static <T> T interruptibly(Callable<T> call)
            throws CallException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.ofVirtual().name("sqs-receive").start(task);
        try {
            return task.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof CallException trouble) {
                throw trouble;
            }
            throw new IllegalStateException(failed.getCause());
        } finally {
            task.cancel(true);
        }
    }

    @Override
    public void done(List<String> receipts) throws CallException {
        List<BatchResultErrorEntry> kept = new ArrayList<>();
        for (int from = 0; from < receipts.size(); from += BATCH) {
            kept.addAll(delete(receipts.subList(from, Math.min(receipts.size(), from + BATCH))));
        }
        if (!kept.isEmpty()) {
            throw new CallException(
                    Kind.UNCERTAIN,
                    "sqs:DeleteMessageBatch: %d of %d stay in the queue: %s: %s"
                            .formatted(
                                    kept.size(),
                                    receipts.size(),
                                    kept.getFirst().code(),
                                    kept.getFirst().message()));
        }
    }

    private List<BatchResultErrorEntry> delete(List<String> receipts) throws CallException {
        List<DeleteMessageBatchRequestEntry> entries =
                IntStream.range(0, receipts.size())
                        .mapToObj(at ->
                                DeleteMessageBatchRequestEntry.builder()
                                        .id(Integer.toString(at))
                                        .receiptHandle(receipts.get(at))
                                        .build())
                        .toList();
        return clients.call(
                region,
                "DeleteMessageBatch",
                sqs ->
                        sqs.deleteMessageBatch(ask -> ask.queueUrl(queue).entries(entries))
                                .failed());
    }
}

package farcron.run.fargate.aws;

import farcron.run.fargate.Ecs;
import farcron.run.fargate.TaskEvents;
import farcron.run.fargate.TaskLogs;

import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.time.Duration;

/// The door to AWS. Cheap to make: a client, which takes half a second, comes to be in the thread
/// that first calls one in its region. All that it hands out may be used by any thread.
public final class Aws implements AutoCloseable {

    private static final Duration USUAL = Duration.ofSeconds(10);

    /// Longer than SQS holds back its answer when there are no messages.
    private static final Duration LONG_POLL = Duration.ofSeconds(30);

    private final Credentials credentials = new Credentials();
    private final Clients<EcsClient> ecs =
            new Clients<>("ecs", credentials, USUAL, EcsClient::builder);
    private final Clients<CloudWatchLogsClient> logs =
            new Clients<>("logs", credentials, USUAL, CloudWatchLogsClient::builder);
    private final Clients<SqsClient> sqs =
            new Clients<>("sqs", credentials, LONG_POLL, SqsClient::builder);

    public Ecs ecs() {
        return new EcsCalls(ecs);
    }

    /// @param queue its URL, as SQS writes it
    /// @param region counts where the URL does not tell the queue's; empty: the surroundings'
    public TaskEvents events(String queue, String region) {
        return new QueueEvents(sqs, queue, QueueRegion.of(queue).orElse(region));
    }

    public TaskLogs logs() {
        return new StreamLogs(logs);
    }

    /// Calls that are under way may fail.
    @Override
    public void close() {
        ecs.close();
        logs.close();
        sqs.close();
        credentials.close();
    }
}

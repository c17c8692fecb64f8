package farcron.aws;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import software.amazon.awssdk.services.sqs.SqsClient;

/// The queue that all other tests use.
class ElasticQueueIT implements QueueContract {

    private static QueueServer server;

    @BeforeAll
    static void start() {
        server = QueueServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    public SqsClient client() {
        return server.client();
    }
}

package farcron.aws;

import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// SQS in this process.
public final class QueueServer implements AutoCloseable {

    private final SQSRestServer server;
    private final SqsClient client;

    private QueueServer(SQSRestServer server) {
        this.server = server;
        this.client = client(endpoint(), "AKIDTEST", "secret", "eu-west-1");
    }

    public static QueueServer start() {
        return new QueueServer(SQSRestServerBuilder.withInterface("127.0.0.1").withPort(0).start());
    }

    static SqsClient client(URI endpoint, String key, String secret, String region) {
        AwsBasicCredentials credentials = AwsBasicCredentials.create(key, secret);
        return SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    public URI endpoint() {
        int port = server.waitUntilStarted().localAddress().getPort();
        return URI.create("http://127.0.0.1:" + port);
    }

    public SqsClient client() {
        return client;
    }

    /// A queue, and beside it one for what was received five times, named `NAME-dead`.
    ///
    /// @param unseen how long what was received is not to be received again
    /// @return its URL
    public String create(String name, Duration unseen) {
        return create(client, name, unseen);
    }

    static String create(SqsClient client, String name, Duration unseen) {
        String dead = client.createQueue(ask -> ask.queueName(name + "-dead")).queueUrl();
        String arn =
                client.getQueueAttributes(ask ->
                                ask.queueUrl(dead).attributeNames(QueueAttributeName.QUEUE_ARN))
                        .attributes()
                        .get(QueueAttributeName.QUEUE_ARN);
        Map<QueueAttributeName, String> attributes =
                Map.of(
                        QueueAttributeName.VISIBILITY_TIMEOUT,
                        Long.toString(unseen.toSeconds()),
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"5\"}"
                                .formatted(arn));
        return client.createQueue(ask -> ask.queueName(name).attributes(attributes)).queueUrl();
    }

    public void send(String queue, String body) {
        client.sendMessage(ask -> ask.queueUrl(queue).messageBody(body));
    }

    @Override
    public void close() {
        client.close();
        // Not waited for: after long polls it takes up to a minute.
        server.stopAndGetFuture().apply();
    }
}

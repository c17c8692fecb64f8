package farcron.aws;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

import software.amazon.awssdk.services.sqs.SqsClient;

import java.util.Optional;

/// The same queue as somebody else has built it, so that what the other tests rely on is not only
/// what one emulator does.
class LocalStackIT implements QueueContract {

    /// The last one that asks for no account.
    private static final String IMAGE = "localstack/localstack:4.14.0";

    private static Optional<LocalStackContainer> container = Optional.empty();
    private static Optional<SqsClient> client = Optional.empty();

    @BeforeAll
    static void start() {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "skipped: SQS of LocalStack needs Docker, and there is none here");
        LocalStackContainer localStack =
                new LocalStackContainer(DockerImageName.parse(IMAGE)).withServices("sqs");
        container = Optional.of(localStack);
        try {
            localStack.start();
        } catch (ContainerFetchException noImage) {
            assumeTrue(false, "skipped: " + IMAGE + " is not here and cannot be fetched");
        }
        client =
                Optional.of(
                        QueueServer.client(
                                localStack.getEndpoint(),
                                localStack.getAccessKey(),
                                localStack.getSecretKey(),
                                localStack.getRegion()));
    }

    @AfterAll
    static void stop() {
        client.ifPresent(SqsClient::close);
        container.ifPresent(LocalStackContainer::stop);
    }

    @Override
    public SqsClient client() {
        return client.orElseThrow();
    }
}

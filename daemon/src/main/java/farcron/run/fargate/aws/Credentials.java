package farcron.run.fargate.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

import java.util.concurrent.atomic.AtomicReference;

/// Where all clients have their credentials from: the default chain of the SDK, which keeps what it
/// has found until shortly before it expires, and can be made to look for it again.
final class Credentials implements AwsCredentialsProvider, AutoCloseable {

    private final AtomicReference<DefaultCredentialsProvider> chain =
            new AtomicReference<>(fresh());

    @Override
    public AwsCredentials resolveCredentials() {
        return chain.get().resolveCredentials();
    }

    /// What has been found before its time is over counts no more.
    void renew() {
        chain.getAndSet(fresh()).close();
    }

    @Override
    public void close() {
        chain.get().close();
    }

    private static DefaultCredentialsProvider fresh() {
        return DefaultCredentialsProvider.builder().build();
    }
}

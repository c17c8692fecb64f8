package farcron.run.fargate.aws;

import farcron.run.fargate.CallException;

import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// The clients of one service, one for each region that is asked for.
///
/// @param <C> a client, which any number of threads may use
final class Clients<C extends SdkClient> implements AutoCloseable {

    private static final int ATTEMPTS = 3;

    private final String service;
    private final Credentials credentials;
    private final Function<String, C> make;
    private final Map<String, C> ofRegions = new ConcurrentHashMap<>();

    /// @param service as the names of its actions begin, such as `ecs`
    /// @param attempt how long one attempt of a call may take
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> Clients(
            String service, Credentials credentials, Duration attempt, Supplier<B> builder) {
        this.service = service;
        this.credentials = credentials;
        this.make = region -> client(builder.get(), region, attempt);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(
            B builder, String region, Duration attempt) {
        if (!region.isEmpty()) {
            builder.region(Region.of(region));
        }
        Duration all = attempt.multipliedBy(ATTEMPTS).plusSeconds(5);
        return builder.credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(attempt))
                .overrideConfiguration(calls ->
                        calls.retryStrategy(
                                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                                .maxAttempts(ATTEMPTS)
                                                .build())
                                .apiCallAttemptTimeout(attempt)
                                .apiCallTimeout(all))
                .build();
    }

    /// Calls. Where the credentials have expired they are looked for again, once.
    ///
    /// @param region empty: that of the surroundings
    /// @param action without its service, such as `RunTask`
    <T> T call(String region, String action, Function<C, T> call) throws CallException {
        String name = service + ":" + action;
        try {
            return attempt(region, call);
        } catch (SdkException trouble) {
            CallException refusal = Troubles.of(name, trouble);
            refusal.initCause(trouble);
            throw refusal;
        } catch (IllegalArgumentException trouble) {
            throw NoAnswer.neverSent(trouble);
        }
    }

    /// The same for what must be known to have been done or not: a refusal that came upon a
    /// repetition by the SDK says nothing of the attempts before it.
    <T> T callForOnce(String region, String action, Function<C, T> call) throws CallException {
        try {
            return call(region, action, call);
        } catch (CallException refusal) {
            boolean repeated =
                    refusal.getCause() instanceof SdkException trouble
                            && trouble.numAttempts() != null
                            && trouble.numAttempts() > 1;
            boolean tells = refusal.kind() == CallException.Kind.CONFLICT;
            throw repeated && !tells
                    ? new CallException(CallException.Kind.UNCERTAIN, refusal.getMessage())
                    : refusal;
        }
    }

    private <T> T attempt(String region, Function<C, T> call) {
        // The SDK looks for parts of itself with the class loader of the thread, which is ours.
        Thread.currentThread().setContextClassLoader(Clients.class.getClassLoader());
        C client = ofRegions.computeIfAbsent(region, make);
        try {
            return call.apply(client);
        } catch (AwsServiceException trouble) {
            if (!Troubles.isExpired(trouble)) {
                throw trouble;
            }
            credentials.renew();
            return call.apply(client);
        }
    }

    @Override
    public void close() {
        ofRegions.values().forEach(SdkClient::close);
    }
}

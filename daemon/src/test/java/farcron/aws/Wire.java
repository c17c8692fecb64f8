package farcron.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// AWS JSON 1.1: requests come by POST, with the action in a header.
final class Wire implements HttpHandler {

    /// The services, as their actions begin.
    private static final List<String> SERVICES =
            List.of("AmazonEC2ContainerServiceV20141113.", "Logs_20140328.");

    private final InstantSource clock;
    private final EcsModel model;
    private final String key;
    private final List<Recorded> recorded = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Duration silence = Duration.ZERO;

    /// @param key the only access key that is known
    Wire(InstantSource clock, EcsModel model, String key) {
        this.clock = clock;
        this.model = model;
        this.key = key;
    }

    List<Recorded> recorded() {
        return List.copyOf(recorded);
    }

    /// @param other how long a connection stays open on which no answer comes
    void silence(Duration other) {
        silence = other;
    }

    /// Lets go of whom it keeps waiting.
    void close() {
        closed.countDown();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            try {
                send(exchange, 200, answer(exchange, body));
            } catch (AwsError error) {
                if (error.isSilence()) {
                    closed.await(silence.toMillis(), TimeUnit.MILLISECONDS);
                } else {
                    send(exchange, error.status(), error.body());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Object> answer(HttpExchange exchange, String body) throws AwsError {
        String action = action(header(exchange, "X-Amz-Target"));
        recorded.add(new Recorded(clock.instant(), action, body));
        String authorization = header(exchange, "Authorization");
        if (!authorization.startsWith("AWS4-HMAC-SHA256 Credential=")) {
            throw AwsError.of(
                    "MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        if (!authorization.contains("Credential=" + key + "/")) {
            throw AwsError.of(
                    "UnrecognizedClientException",
                    "The security token included in the request is invalid.");
        }
        try {
            return model.call(action, Fields.of(body));
        } catch (UncheckedIOException noJson) {
            throw AwsError.of("SerializationException", String.valueOf(noJson.getMessage()));
        }
    }

    private static String action(String target) throws AwsError {
        for (String service : SERVICES) {
            if (target.startsWith(service)) {
                return target.substring(service.length());
            }
        }
        throw AwsError.of("UnknownOperationException", target);
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static void send(HttpExchange exchange, int status, Map<String, Object> answer)
            throws IOException {
        byte[] bytes = new Fields(answer).json().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}

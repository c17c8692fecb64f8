package farcron.run.fargate.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// Answers whatever AWS is asked for with what it was told to, in turn; the last answer for ever.
final class CannedAws implements AutoCloseable {

    /// @param status 0: the connection is cut without an answer
    record Answer(int status, String body) {}

    /// @param target as `AmazonEC2ContainerServiceV20141113.RunTask`
    /// @param scope region that it is signed for
    record Asked(String target, String body, String scope) {}

    private final HttpServer server;
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    CannedAws() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    CannedAws answers(int status, String body) {
        synchronized (answers) {
            answers.add(new Answer(status, body));
        }
        return this;
    }

    /// An error as AWS tells it.
    CannedAws fails(int status, String code, String message) {
        return answers(status, "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(code, message));
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String signed = call.getRequestHeaders().getFirst("Authorization");
            asked.add(
                    new Asked(
                            call.getRequestHeaders().getFirst("X-Amz-Target"),
                            body,
                            signed.split("/")[2]));
            Answer answer = next();
            if (answer.status() == 0) {
                return;
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
            call.getResponseHeaders().add("x-amzn-RequestId", "r-1");
            call.sendResponseHeaders(answer.status(), bytes.length);
            call.getResponseBody().write(bytes);
        }
    }

    private Answer next() {
        synchronized (answers) {
            return answers.size() > 1 ? answers.remove() : answers.element();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

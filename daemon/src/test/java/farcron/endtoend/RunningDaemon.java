package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.report.SocketClient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A daemon that was started, and how to talk to it.
///
/// @param command its words, for the text of failures
/// @param listen where it answers on TCP, or `none`
record RunningDaemon(
        Process process, String command, Path state, String listen, Path outFile, Path errFile) {

    private static final String JSON = "application/json";
    private static final long PATIENCE_SECONDS = 30;
    private static final List<String> OPEN = List.of("queued", "running");

    void awaitReady() {
        Deadline.first(
                "it is ready: " + command,
                Duration.ofSeconds(PATIENCE_SECONDS),
                () -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("it has ended: " + command + "\n" + out() + err());
                    }
                    return out().contains("event=note what=\"ready ")
                            ? Optional.of(true)
                            : Optional.empty();
                },
                () -> out() + err());
    }

    long pid() {
        return process.pid();
    }

    String out() {
        return read(outFile);
    }

    String err() {
        return read(errFile);
    }

    /// An answer over the socket, as JSON.
    Json get(String address) throws IOException {
        SocketClient.Answer answer = ask("GET", address, JSON);
        if (!answer.ok()) {
            throw new IOException(address + ": " + answer.status() + " " + answer.text());
        }
        return Json.of(answer.text());
    }

    String text(String address) throws IOException {
        return ask("GET", address, "text/plain").text();
    }

    SocketClient.Answer ask(String method, String address, String accept) throws IOException {
        return new SocketClient(state.resolve("farcron.sock")).ask(method, address, accept);
    }

    /// @return what it has answered, which is that it was accepted
    Json post(String address) throws IOException {
        SocketClient.Answer answer = ask("POST", address, JSON);
        assertThat(answer.status()).as(address + ": " + answer.text()).isEqualTo(202);
        return Json.of(answer.text());
    }

    /// Starts a job by hand.
    ///
    /// @return the run's number
    long run(String job) throws IOException {
        return post("/jobs/" + job + "/run").number("id");
    }

    Json job(String name) throws IOException {
        return get("/jobs/" + name);
    }

    /// Newest first.
    List<Json> runs(String job) throws IOException {
        return get("/runs?limit=1000&job=" + job).list("runs");
    }

    /// Those that came to their end, newest first.
    List<Json> ended(String job) throws IOException {
        return runs(job).stream().filter(run -> !OPEN.contains(run.text("state"))).toList();
    }

    Json awaitEnd(long run) {
        return Deadline.first(
                "run " + run + " has ended",
                () ->
                        Optional.of(get("/runs/" + run))
                                .filter(found -> !OPEN.contains(found.text("state"))));
    }

    /// Waits until a job came to so many ends.
    void awaitEnds(String job, int count) {
        Deadline.until(count + " runs of " + job + " have ended", () -> ended(job).size() >= count);
    }

    String log(long run) throws IOException {
        return text("/runs/" + run + "/log");
    }

    HttpResponse<String> tcp(String method, String address, String accept) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + listen + address))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .header("Accept", accept)
                        .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    void hangUp() throws IOException {
        assertThat(Place.did("sh", "-c", "kill -s HUP " + pid())).isTrue();
    }

    /// SIGTERM, and no second more than it takes.
    ///
    /// @return how long it took
    Duration stop() throws InterruptedException {
        long begin = System.nanoTime();
        process.destroy();
        assertThat(awaitExit()).isZero();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /// SIGKILL.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("it ends: " + command)
                .isTrue();
        return process.exitValue();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

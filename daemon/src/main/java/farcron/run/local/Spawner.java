package farcron.run.local;

import farcron.os.ControlGroup;
import farcron.os.ProcessId;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The helper process that starts all runs; what it does is told at the head of `spawner.sh`. It is
/// in a session of its own, so that no key at the daemon's terminal reaches it or a job.
///
/// Owned by one thread, which sends; its answers arrive on another, `local-ends`.
final class Spawner {

    private static final String SCRIPT = "spawner.sh";
    private static final String READY = "ready";
    private static final long READY_WITHIN_SECONDS = 10;

    /// A shell reads a line byte by byte.
    private static final int AT_ONCE = 100;

    /// All that is in its environment.
    static final String PATH = "/usr/bin:/bin";

    private final Process process;
    private final OutputStream requests;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private Optional<ControlGroup> scope = Optional.empty();

    private Spawner(Process process) {
        this.process = process;
        this.requests = process.getOutputStream();
    }

    /// @param around what it is started in, if anything
    /// @param answers is given each line that a supervisor writes
    /// @param death runs when the process has ended, for whatever reason
    /// @throws IOException if it cannot be started or does not come up
    static Spawner start(
            LocalSettings settings,
            Optional<Scope> around,
            Consumer<String> answers,
            Runnable death)
            throws IOException {
        Spawner spawner = new Spawner(process(settings, around));
        Thread.ofPlatform().name("local-ends").daemon().start(() -> spawner.read(answers));
        try {
            spawner.requests.write(script());
            spawner.requests.flush();
            spawner.ready.get(READY_WITHIN_SECONDS, TimeUnit.SECONDS);
            if (around.isPresent()) {
                spawner.scope = Optional.of(around.get().furnish(spawner.pid()));
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            spawner.process.destroyForcibly();
            throw new IOException(
                    "the helper process `" + settings.shell() + " -s` does not come up: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            spawner.process.destroyForcibly();
            throw new IOException("interrupted", e);
        }
        spawner.process.onExit().thenRun(death);
        return spawner;
    }

    private static Process process(LocalSettings settings, Optional<Scope> around)
            throws IOException {
        String shell = settings.shell().toString();
        String session = settings.drop().helper().map(Path::toString).orElse("");
        List<String> command = new ArrayList<>(List.of(setsid()));
        around.map(Scope::starters).ifPresent(command::addAll);
        command.addAll(List.of(shell, "-s", shell, session));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(Path.of("/").toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().clear();
        builder.environment().put("PATH", PATH);
        return builder.start();
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /// Where the groups of its runs are to be made; empty if they are to have none.
    Optional<ControlGroup> scope() {
        return scope;
    }

    /// Starts the run of a folder that is complete, unless it is claimed already.
    ///
    /// @param drop see [Drop#words]
    /// @param group in which it is to run, if it has one
    void run(long id, List<String> drop, Optional<ControlGroup> group, Path folder)
            throws IOException {
        String where = group.map(its -> its.path().toString()).orElse("-");
        send("run " + id + " " + String.join(",", drop) + " " + where + " " + folder);
    }

    /// Sends a signal to the process group of a job, if it still is one.
    void stop(Signal signal, Stop stop) throws IOException {
        send("stop %s %d %d %d".formatted(signal, stop.supervisor(), stop.parent(), stop.job()));
    }

    /// Sends a signal to each of these processes that is still there.
    void signal(Signal signal, List<ProcessId> processes) throws IOException {
        for (int from = 0; from < processes.size(); from += AT_ONCE) {
            int to = Math.min(processes.size(), from + AT_ONCE);
            send(
                    processes.subList(from, to).stream()
                            .map(process -> process.pid() + ":" + process.startTicks())
                            .collect(Collectors.joining(" ", "signal " + signal + " ", "")));
        }
    }

    /// It ends when it has worked off what it was sent; supervisors and jobs go on.
    void close() {
        try {
            requests.close();
        } catch (IOException _) {
            // It is gone already.
        }
    }

    private void send(String request) throws IOException {
        requests.write((request + "\n").getBytes(StandardCharsets.UTF_8));
        requests.flush();
    }

    private void read(Consumer<String> answers) {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                process.getInputStream(), StandardCharsets.ISO_8859_1))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(READY)) {
                    ready.complete(null);
                } else {
                    answers.accept(line);
                }
            }
        } catch (IOException _) {
            // The same as the end: supervisors that could not tell are found by looking.
        }
        ready.completeExceptionally(new IOException("it ended at once"));
    }

    private static byte[] script() {
        try (InputStream script = Spawner.class.getResourceAsStream(SCRIPT)) {
            return script.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String setsid() throws IOException {
        return List.of("/usr/bin/setsid", "/bin/setsid").stream()
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no setsid; install util-linux"));
    }
}

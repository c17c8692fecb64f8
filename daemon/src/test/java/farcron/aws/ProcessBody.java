package farcron.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Runs commands as processes of this machine, with their own environment and nothing else, in an
/// empty folder, as the user of the tests. As in a container, with the first process ends all that
/// it has started.
final class ProcessBody implements TaskBody, AutoCloseable {

    /// Where programs are looked for if the environment does not say.
    private static final String PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final InstantSource clock;
    private final Path folder;
    private final Runnable ended;
    private final List<Process> processes = new CopyOnWriteArrayList<>();
    private final List<Thread> followers = new CopyOnWriteArrayList<>();

    /// @param folder to work below
    /// @param ended told in any thread whenever a process has ended
    ProcessBody(InstantSource clock, Path folder, Runnable ended) {
        this.clock = clock;
        this.folder = folder;
        this.ended = ended;
    }

    @Override
    public Work begin(Launch launch, Instant now) throws IOException {
        List<String> command = new ArrayList<>(List.of("/usr/bin/setsid", program(launch)));
        command.addAll(launch.command().subList(1, launch.command().size()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        builder.directory(Files.createTempDirectory(folder, "task").toFile());
        Path output = Files.createTempFile(folder, "output", "");
        builder.redirectInput(new File("/dev/null"));
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        Process process = builder.start();
        processes.add(process);
        return new Running(process, output, launch);
    }

    private static String program(Launch launch) throws IOException {
        String name = launch.command().isEmpty() ? "" : launch.command().getFirst();
        if (name.contains("/")) {
            if (Files.isExecutable(Path.of(name))) {
                return name;
            }
            throw new IOException("no such program: " + name);
        }
        return Arrays.stream(launch.environment().getOrDefault("PATH", PATH).split(":"))
                .map(each -> Path.of(each, name))
                .filter(each -> Files.isRegularFile(each) && Files.isExecutable(each))
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() -> new IOException("no such program: " + name));
    }

    /// Kills what still runs.
    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        try {
            for (Thread follower : followers) {
                follower.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Its whole session, of which it is the first.
    private static void killAll(Process first) {
        first.destroyForcibly();
        try {
            new ProcessBuilder("/bin/kill", "-KILL", "--", "-" + first.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }

    /// Its end counts once all that it wrote has been read: from a file, as from a pipe the last
    /// words may be lost when its holder ends before those that it has started.
    private final class Running implements Work {

        private static final long LOOK_MS = 20;

        private final Process process;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private volatile Instant ends = Instant.MAX;

        Running(Process process, Path output, Launch launch) {
            this.process = process;
            followers.add(
                    Thread.ofVirtual()
                            .name("output of " + launch.arn())
                            .start(() -> follow(output, launch.out())));
        }

        private void follow(Path output, Consumer<String> out) {
            try (InputStream in = Files.newInputStream(output)) {
                while (!process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
                    take(in.readAllBytes(), out);
                }
                killAll(process);
                take(in.readAllBytes(), out);
                if (line.size() > 0) {
                    out.accept(line.toString(UTF_8));
                }
            } catch (IOException trouble) {
                throw new UncheckedIOException(trouble);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            } finally {
                ends = clock.instant();
                ended.run();
            }
        }

        private void take(byte[] bytes, Consumer<String> out) {
            for (byte one : bytes) {
                if (one == '\n') {
                    out.accept(line.toString(UTF_8));
                    line.reset();
                } else {
                    line.write(one);
                }
            }
        }

        @Override
        public Instant ends() {
            return ends;
        }

        @Override
        public OptionalInt exitCode(Instant now) {
            return ends.isAfter(now) ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
        }

        @Override
        public void signal(boolean force, Instant now) {
            if (force) {
                process.destroyForcibly();
            } else {
                process.destroy();
            }
        }
    }
}

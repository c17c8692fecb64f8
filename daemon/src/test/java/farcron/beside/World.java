package farcron.beside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A machine of its own for one daemon, made by the script `world` beside this package's crontabs:
/// accounts, crontabs, mail program, syslog and processes. Nothing of the real machine is changed,
/// and nothing of the made one outlives it.
///
/// @param path the machine's `/srv`, seen from outside
/// @param process as long as it is there, so is the machine
/// @param kept where that what is worth reading afterwards is put at the end
record World(Path path, Process process, Path kept) implements AutoCloseable {

    private static final Duration TWO_MINUTES = Duration.ofSeconds(130);
    private static final long AGAIN_MS = 50;
    private static final long END_SECONDS = 30;

    /// What the machine runs: a program, and what has to stand in its folders for that.
    interface Tenant {

        /// Puts its files into the machine's folder.
        void moveIn(Path world) throws IOException;

        /// The program and its arguments, as seen from inside.
        List<String> command() throws IOException;
    }

    /// What may come to hold.
    interface Condition {
        boolean holds() throws IOException;
    }

    /// @param tree which resources make the machine
    static World start(String name, String tree, Tenant tenant) throws IOException {
        Path path = Files.createTempDirectory("farcron-world").toRealPath();
        tenant.moveIn(path);
        List<String> command = new ArrayList<>();
        command.addAll(List.of("sh", resource("world").toString(), path.toString()));
        command.add(resource(tree).toString());
        command.addAll(tenant.command());
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(path.resolve("output").toFile())
                        .start();
        return new World(path, process, Path.of("target", "beside", name));
    }

    /// Whether this machine can have others in it: what `world` needs is root's, and perl.
    static boolean isPossible() throws IOException {
        String overlay = "mount -t overlay -o lowerdir=/usr/bin:/usr/sbin none /usr/sbin";
        String all = "unshare --mount --pid --fork --mount-proc sh -c '%s && perl -e 1'";
        return did("sh", "-c", all.formatted(overlay));
    }

    static Path resource(String name) {
        try {
            return Path.of(World.class.getResource("/beside/" + name).toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    /// What has been kept of the machine: `dumps`, `mails`, `log`, and the daemon's own `output`.
    Path file(String name) {
        return path.resolve(name);
    }

    /// What jobs have written there; empty while there is nothing.
    String read(String name) throws IOException {
        return Files.exists(file(name))
                ? Files.readString(file(name), StandardCharsets.ISO_8859_1)
                : "";
    }

    /// Waits for what comes within two minutes, as all that is due in each does.
    ///
    /// @return whether it has come
    boolean sees(Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + TWO_MINUTES.toNanos();
        while (!condition.holds()) {
            if (process.waitFor(AGAIN_MS, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the machine has ended: " + read("output"));
            }
            if (System.nanoTime() > end) {
                return false;
            }
        }
        return true;
    }

    void await(String what, Condition condition) throws IOException, InterruptedException {
        assertThat(sees(condition)).as(what).isTrue();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit()
                .completeOnTimeout(process, END_SECONDS, TimeUnit.SECONDS)
                .thenCompose(machine -> machine.destroyForcibly().onExit())
                .join();
        did("rm", "-rf", kept.toString());
        Files.createDirectories(kept);
        for (String worth : List.of("dumps", "mails", "log", "output")) {
            did("cp", "-R", file(worth).toString(), kept.toString());
        }
        did("rm", "-rf", path.toString());
    }

    static boolean did(String... command) throws IOException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }
}

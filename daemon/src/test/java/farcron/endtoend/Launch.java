package farcron.endtoend;

import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// How a program is to be started: the program itself, as a process, with an environment of its
/// own. Each method but the last ones changes what is to come.
final class Launch {

    private static final long PATIENCE_SECONDS = 30;
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 32_000;

    /// For the shell in a mount namespace of its own.
    private static final String EMPTY_MACHINE =
            """
            set -e
            mount --make-rprivate /
            mount -t tmpfs none /run
            if [ -d /etc/cron.d ]; then mount -t tmpfs none /etc/cron.d; fi
            if [ -e /etc/crontab ]; then mount --bind /dev/null /etc/crontab; fi
            exec "$@"
            """;

    private final Place place;
    private final Map<String, String> environment = new TreeMap<>();
    private final List<String> more = new ArrayList<>();
    private List<Path> crontabs;
    private Path state;
    private String listen = "none";
    private long uid = Place.self().uid();
    private String classPath = System.getProperty("java.class.path");
    private List<String> drop = List.of();

    Launch(Place place) {
        this.place = place;
        this.crontabs = List.of(place.crontab());
        this.state = place.state();
        environment.put("TZ", "UTC");
        environment.put("HOME", place.home().toString());
        environment.put("PATH", "/usr/bin:/bin");
    }

    Launch crontabs(Path... files) {
        crontabs = List.of(files);
        return this;
    }

    Launch state(Path folder) {
        state = folder;
        return this;
    }

    /// On a port of 127.0.0.1 that nobody listens on, and that the kernel gives to nobody who asks
    /// for any until the daemon has it.
    Launch onTcp() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return onPort(free.getLocalPort());
            } catch (BindException _) {
                // Somebody else has it.
            }
        }
    }

    Launch onPort(int port) {
        listen = "127.0.0.1:" + port;
        return this;
    }

    Launch with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Launch option(String... words) {
        more.addAll(List.of(words));
        return this;
    }

    /// As an account that has a number and nothing else. Only root can do that. What is on the
    /// class path may be closed to it, so it gets a copy.
    Launch as(long account) throws IOException {
        uid = account;
        String number = Long.toString(account);
        drop = List.of("setpriv", "--reuid", number, "--regid", number, "--clear-groups");
        classPath = readable(classPath);
        return this;
    }

    /// As the daemon of a machine that has no crontabs but those of a spool. Only root can do that.
    Launch ofMachine(Path spool) {
        crontabs = List.of();
        drop = List.of("unshare", "-m", "sh", "-c", EMPTY_MACHINE, "sh");
        return option("--spool", spool.toString(), "--log", "stdout");
    }

    /// As the argument of other programs.
    Launch under(String... programs) {
        drop = List.of(programs);
        return this;
    }

    /// A daemon that answers.
    RunningDaemon start() throws IOException {
        RunningDaemon daemon = unattended();
        daemon.awaitReady();
        return daemon;
    }

    /// A daemon that may as well end at once.
    RunningDaemon unattended() throws IOException {
        List<String> words = new ArrayList<>(List.of("daemon"));
        crontabs.forEach(crontab -> words.add(crontab.toString()));
        words.addAll(List.of("--state", state.toString(), "--listen", listen));
        words.addAll(more);
        Path out = place.folder().resolve("out." + place.count());
        Path err = place.folder().resolve("err." + place.count());
        ProcessBuilder program = program(words);
        Process process = program.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        RunningDaemon daemon =
                new RunningDaemon(process, String.join(" ", words), state, listen, out, err);
        place.keep(daemon, state, uid);
        return daemon;
    }

    /// What a command that ended has said.
    record Said(int status, String out, String err) {}

    /// Any command of farcron, to its end.
    Said run(String... words) throws IOException, InterruptedException {
        Path out = Files.createTempFile(place.folder(), "said", ".out");
        Path err = Files.createTempFile(place.folder(), "said", ".err");
        Process process =
                program(List.of(words))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it goes on and on: farcron " + String.join(" ", words));
        }
        return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private ProcessBuilder program(List<String> words) throws IOException {
        Path temporary = Files.createDirectories(place.folder().resolve("tmp"));
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
        List<String> command = new ArrayList<>(drop);
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath));
        command.add("-Dorg.sqlite.tmpdir=" + temporary);
        command.add("farcron.Main");
        command.addAll(words);
        ProcessBuilder program = new ProcessBuilder(command).redirectInput(new File("/dev/null"));
        program.environment().clear();
        program.environment().putAll(environment);
        return program;
    }

    private String readable(String path) throws IOException {
        List<String> copies = new ArrayList<>();
        Path all = place.folder().resolve("program");
        boolean isNew = !Files.exists(all);
        Files.createDirectories(all);
        for (String part : path.split(File.pathSeparator)) {
            Path copy = all.resolve(Integer.toString(copies.size()));
            if (isNew) {
                copy(Path.of(part), copy);
            }
            copies.add(copy.toString());
        }
        return String.join(File.pathSeparator, copies);
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.exists(from) || from.toString().endsWith("test-classes")) {
            return;
        }
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a)
                            throws IOException {
                        Files.createDirectory(to.resolve(from.relativize(folder)));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes a)
                            throws IOException {
                        Path relative = from.relativize(file);
                        Files.copy(file, relative.toString().isEmpty() ? to : to.resolve(relative));
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}

package farcron.endtoend;

import farcron.os.Account;
import farcron.os.Accounts;
import farcron.run.local.RunRoots;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A test's own corner of the machine: a folder with a crontab, a home and a state folder, and the
/// daemons on them. Whatever still runs there after the test is killed, and the folder is deleted.
///
/// Its crontabs begin with `PLACE=` and that folder: so jobs know where to write, and are known as
/// belonging here.
final class Place implements BeforeEachCallback, AfterEachCallback {

    /// A schedule that does not come within a test: what stands on such a line is run by hand.
    static final String NEVER = "30 3 29 2 *";

    private final List<RunningDaemon> daemons = new ArrayList<>();
    private final Set<Path> fallbacks = new HashSet<>();
    private Path folder = Path.of("");

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("farcron-e2e").toRealPath();
        Files.createDirectory(home());
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException, InterruptedException {
        for (RunningDaemon daemon : daemons) {
            if (context.getExecutionException().isPresent()) {
                System.err.println(daemon.command() + "\n" + daemon.out() + daemon.err());
            }
            daemon.kill();
        }
        Deadline.until("nothing of the test runs any more", () -> killed() == 0);
        for (Path fallback : fallbacks) {
            vanish(fallback);
            removeIfEmpty(fallback.getParent());
        }
        vanish(folder);
    }

    Path folder() {
        return folder;
    }

    Path home() {
        return folder.resolve("home");
    }

    Path state() {
        return folder.resolve("state");
    }

    Path crontab() {
        return folder.resolve("crontab");
    }

    /// What a job has written there; empty while there is nothing.
    String read(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    List<String> lines(String name) throws IOException {
        return read(name).lines().toList();
    }

    /// For jobs that wait until this file is there.
    void open(String gate) throws IOException {
        Files.createFile(folder.resolve(gate));
    }

    /// The shell's words that wait for a gate.
    static String await(String gate) {
        return "until [ -e $PLACE/" + gate + " ]; do sleep 0.1; done";
    }

    /// Writes over the crontab as it is.
    void write(String... lines) throws IOException {
        Files.writeString(crontab(), text(lines));
    }

    /// Puts another file in the crontab's place.
    void replace(String... lines) throws IOException {
        Path fresh = folder.resolve("crontab.new");
        Files.writeString(fresh, text(lines));
        Files.move(fresh, crontab(), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Lets every account write here.
    void openToAll() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    /// Lets every account through to the socket.
    void openStateToAll() throws IOException {
        Files.setPosixFilePermissions(state(), PosixFilePermissions.fromString("rwx--x--x"));
    }

    /// The first line given stands in line 2.
    String text(String... lines) {
        return "PLACE=" + folder + "\n" + String.join("\n", lines) + "\n";
    }

    Launch launch() {
        return new Launch(this);
    }

    /// A daemon that runs the crontab, ready to answer.
    RunningDaemon start() throws IOException {
        return launch().start();
    }

    void keep(RunningDaemon daemon, Path state, long uid) {
        daemons.add(daemon);
        fallbacks.add(RunRoots.fallback(state.resolve("runs"), uid));
    }

    int count() {
        return daemons.size();
    }

    static Account self() {
        return new Accounts().current();
    }

    static boolean isRoot() {
        return self().uid() == 0;
    }

    /// Runs a command of this machine to its end.
    ///
    /// @return whether it was fine
    static boolean did(String... command) throws IOException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    private long killed() {
        return ProcessHandle.allProcesses()
                .filter(this::owns)
                .peek(ProcessHandle::destroyForcibly)
                .count();
    }

    /// Whether it was started here, or by something that was.
    boolean owns(ProcessHandle process) {
        try {
            byte[] environment = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/environ"));
            return new String(environment, StandardCharsets.ISO_8859_1).contains(folder.toString());
        } catch (IOException goneOrForeign) {
            return false;
        }
    }

    /// A supervisor whose job was killed may still be writing down how that ended.
    private static void vanish(Path tree) {
        Deadline.until(
                tree + " can be deleted",
                () -> {
                    if (Files.exists(tree)) {
                        delete(tree);
                    }
                    return true;
                });
    }

    /// Daemons of the same account that have nothing to do with the test have their folders there.
    private static void removeIfEmpty(Path shared) throws IOException {
        try {
            Files.deleteIfExists(shared);
        } catch (DirectoryNotEmptyException _) {
            // They have.
        }
    }

    private static void delete(Path tree) throws IOException {
        Files.walkFileTree(
                tree,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, IOException trouble)
                            throws IOException {
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}

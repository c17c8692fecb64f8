package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.os.ProcessId;
import farcron.os.ProcessStat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A daemon in a process namespace of its own, where `process-1` is process 1. That is of a
/// container what matters here.
///
/// @param daemon its process is that of `unshare`, which ends as process 1 does
record Container(RunningDaemon daemon) {

    /// What comes before the daemon's own command.
    private static final String[] WALLS = {
        "unshare", "--pid", "--fork", "--mount-proc", "--kill-child", script().toString()
    };

    static void assumePossible() throws IOException {
        assumeTrue(Place.isRoot(), "SKIPPED: only root can make a process namespace");
        assumeTrue(
                Place.did("unshare", "--pid", "--fork", "--mount-proc", "true"),
                "SKIPPED: no process namespaces here");
    }

    static Container start(Launch launch) throws IOException {
        return new Container(launch.under(WALLS).start());
    }

    static Container unattended(Launch launch) throws IOException {
        return new Container(launch.under(WALLS).unattended());
    }

    private static Path script() {
        return Path.of("..", "packaging", "container", "process-1").toAbsolutePath().normalize();
    }

    ProcessId init() {
        return only(daemon.process().toHandle().children().toList());
    }

    /// The JVM, as the children of process 1 tell.
    ProcessId program() {
        return only(
                children().stream()
                        .filter(child -> command(child).contains("farcron.Main"))
                        .map(child -> ProcessHandle.of(child.pid()).orElseThrow())
                        .toList());
    }

    List<ProcessStat> children() {
        return init().children();
    }

    /// Whether process 1 has no child but the daemon.
    boolean isAtRest() {
        return children().size() == 1;
    }

    long zombies() {
        return children().stream().filter(child -> child.state() == 'Z').count();
    }

    /// To process 1, as `docker kill -s` does.
    void signal(String name) throws IOException {
        send(name, init());
    }

    static void send(String name, ProcessId process) throws IOException {
        assertThat(Place.did("sh", "-c", "kill -s " + name + " " + process.pid())).isTrue();
    }

    int awaitExit() throws InterruptedException {
        return daemon.awaitExit();
    }

    private static ProcessId only(List<ProcessHandle> processes) {
        assertThat(processes).hasSize(1);
        return ProcessStat.of(processes.getFirst().pid()).orElseThrow().id();
    }

    /// All of it: what the JDK tells of another process ends after 4 KiB.
    private static String command(ProcessStat process) {
        try {
            Path file = Path.of("/proc/" + process.pid() + "/cmdline");
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}

package farcron.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A control group of version 2, cgroups(7): a folder in which the kernel shows it, and the files
/// that are its knobs. Any thread may turn them.
public record ControlGroup(Path path) {

    private static final String PROCESSES = "cgroup.procs";

    /// What a share of the processors is counted in, and for how long (`cpu.max`), in microseconds.
    private static final int WHOLE_PROCESSOR = 1024;

    private static final long PERIOD = 100_000;
    private static final long LEAST_QUOTA = 1_000;

    /// The group that a process is in.
    ///
    /// @param tree where the groups are shown
    public static ControlGroup of(Path tree, long pid) throws IOException {
        Path file = Path.of("/proc", Long.toString(pid), "cgroup");
        return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.startsWith("0::/"))
                .map(line -> new ControlGroup(tree.resolve(line.substring("0::/".length()))))
                .findFirst()
                .orElseThrow(() -> new IOException(file + " names no group of version 2"));
    }

    /// One in this one, which may be there already.
    public ControlGroup make(String name) throws IOException {
        Path inner = path.resolve(name);
        try {
            Files.createDirectory(inner);
        } catch (FileAlreadyExistsException _) {
            // As it is to be.
        }
        return new ControlGroup(inner);
    }

    /// Lets the groups in this one be limited by these controllers, as far as it has them. From
    /// then on it can have no process itself.
    public void handOn(List<String> controllers) throws IOException {
        List<String> has = List.of(text("cgroup.controllers").strip().split(" "));
        for (String controller : controllers) {
            if (has.contains(controller)) {
                write("cgroup.subtree_control", "+" + controller);
            }
        }
    }

    /// Who wants more is killed with all others in the group. There is no way out to the disk: a
    /// job that lives in swap holds up the whole machine.
    public void limitMemory(long bytes) throws IOException {
        write("memory.max", Long.toString(bytes));
        write("memory.oom.group", "1");
        try {
            write("memory.swap.max", "0");
        } catch (NoSuchFileException _) {
            // A kernel that does not account for swap.
        }
    }

    /// @param share in 1/1024 of a processor; the kernel gives no less than a hundredth of one
    public void limitProcessors(long share) throws IOException {
        long quota = Math.max(LEAST_QUOTA, share * PERIOD / WHOLE_PROCESSOR);
        write("cpu.max", quota + " " + PERIOD);
    }

    /// Moves a process here, and so what it will start.
    public void take(long pid) throws IOException {
        write(PROCESSES, Long.toString(pid));
    }

    /// Those that live in this group and in groups below; none if it is not there.
    public Set<Long> processes() {
        Set<Long> all = new HashSet<>();
        inner().forEach(group -> all.addAll(group.processes()));
        try {
            text(PROCESSES).lines().map(Long::valueOf).forEach(all::add);
        } catch (IOException _) {
            // It was removed.
        }
        return all;
    }

    /// Kills all that is in it or below, at once; nothing that they start escapes.
    ///
    /// @return false if the kernel cannot, as before Linux 5.14
    public boolean kill() {
        try {
            write("cgroup.kill", "1");
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// Removes it and what is below, unless a process lives there.
    ///
    /// @return whether it is gone
    public boolean remove() {
        inner().forEach(ControlGroup::remove);
        try {
            Files.deleteIfExists(path);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private List<ControlGroup> inner() {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(Files::isDirectory).map(ControlGroup::new).toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    private String text(String knob) throws IOException {
        return Files.readString(path.resolve(knob), StandardCharsets.ISO_8859_1);
    }

    private void write(String knob, String text) throws IOException {
        Files.writeString(
                path.resolve(knob), text, StandardCharsets.ISO_8859_1, StandardOpenOption.WRITE);
    }
}

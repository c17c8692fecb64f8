package farcron.doctor;

import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A machine to be looked at, in a folder.
abstract class Looking {

    @TempDir Path root;

    Premises premises() {
        return premises(Map.of());
    }

    Premises premises(Map<String, String> environment) {
        return new Premises(root, environment);
    }

    Path write(String path, String text) throws IOException {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    void link(String path, String target) throws IOException {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        Files.createSymbolicLink(file, Path.of(target));
    }

    void mode(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    void process(int pid, String name, String... arguments) throws IOException {
        write("/proc/%d/comm".formatted(pid), name + "\n");
        write("/proc/%d/cmdline".formatted(pid), String.join("\0", arguments) + "\0");
    }

    void farcron(int pid, String... more) throws IOException {
        String[] words = {"/usr/lib/farcron/runtime/bin/java", "farcron.Main", "daemon"};
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        process(pid, "java", all);
    }

    static List<String> found(Look look) {
        Findings findings = new Findings();
        look.look(findings);
        return findings.all().stream().map(it -> it.level().word() + " " + it.text()).toList();
    }
}

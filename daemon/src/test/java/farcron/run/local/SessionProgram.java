package farcron.run.local;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `farcron-session` as the build has made it, and the same in front of a PAM that is set up for a
/// test: in a mount namespace of its own, so that the machine's `/etc` is not touched.
final class SessionProgram {

    private static final Path BUILT = Path.of("target/native/farcron-session").toAbsolutePath();
    private static final Path SERVICE = Path.of("../packaging/pam.d/farcron").toAbsolutePath();

    /// What a test may write, and what it stands for on the machine.
    private static final List<String> COVERED =
            List.of(
                    "/etc/pam.d",
                    "/etc/security/limits.d",
                    "/etc/environment",
                    "/etc/default/locale");

    private final Path etc;
    private final Path wrapper;

    private SessionProgram(Path etc, Path wrapper) {
        this.etc = etc;
        this.wrapper = wrapper;
    }

    static Path built() {
        assumeTrue(
                Files.isExecutable(BUILT),
                "farcron-session was not built (is there a C compiler?): skipped");
        return BUILT;
    }

    static Drop plain() {
        return new Drop.Session(built(), Optional.empty());
    }

    /// With the service that the project ships, and otherwise nothing set.
    ///
    /// @param place a folder for its files
    static SessionProgram withPam(Path place) throws IOException {
        assumeTrue(
                Files.exists(Path.of("/etc/pam.d/common-account")),
                "there is no PAM set up as on Debian here: skipped");
        COVERED.forEach(path ->
                assumeTrue(
                        Files.exists(Path.of(path)),
                        () -> "there is no " + path + " to cover for a test here: skipped"));
        Path etc = place.resolve("pam-of-the-test");
        copy(Path.of("/etc/pam.d"), Files.createDirectories(etc.resolve("pam.d")));
        Files.copy(SERVICE, etc.resolve("pam.d/farcron"));
        Files.createDirectories(etc.resolve("limits.d"));
        Files.createFile(etc.resolve("environment"));
        Files.createFile(etc.resolve("locale"));
        StringBuilder script = new StringBuilder("#!/bin/sh\nexec unshare -m /bin/sh -c '\n");
        for (String path : COVERED) {
            String name = Path.of(path).getFileName().toString();
            script.append("mount --bind \"$0/" + name + "\" " + path + " || exit\n");
        }
        script.append("exec " + built() + " \"$@\"' '" + etc + "' \"$@\"\n");
        Path wrapper = etc.resolve("farcron-session");
        Files.writeString(wrapper, script);
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwx------"));
        return new SessionProgram(etc, wrapper);
    }

    Drop drop() {
        return new Drop.Session(wrapper, Optional.of("farcron"));
    }

    /// @param name such as `limits.d/test`, without the folder it has on the machine
    SessionProgram with(String name, String... lines) throws IOException {
        Files.write(etc.resolve(name), List.of(lines));
        return this;
    }

    /// A further line of our service.
    SessionProgram alsoAsking(String line) throws IOException {
        Path service = etc.resolve("pam.d/farcron");
        Files.writeString(service, Files.readString(service) + line + "\n");
        return this;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> {
                        try {
                            Files.copy(file, to.resolve(file.getFileName().toString()));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }
}

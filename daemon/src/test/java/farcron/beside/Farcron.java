package farcron.beside;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// farcron as the system's daemon: as it was compiled, with the launcher's settings of the JVM.
///
/// @param classPath the program, piece by piece
record Farcron(List<Path> classPath) implements World.Tenant {

    /// As root finds it from outside.
    static final String SOCKET = "run/farcron/farcron.sock";

    private static final Path SETTINGS = Path.of("..", "packaging", "jvm.options");
    private static final Path SERVICE = Path.of("..", "packaging", "pam.d", "farcron");
    private static final Path SESSION = Path.of("target", "native", "farcron-session");

    static Farcron here() {
        return new Farcron(
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(part -> !part.endsWith("test-classes"))
                        .map(part -> Path.of(part).toAbsolutePath())
                        .filter(Files::exists)
                        .toList());
    }

    /// Wherever the pieces are, in the machine they stand in `/srv`, readable for all.
    @Override
    public void moveIn(Path world) throws IOException {
        List<String> mounts = new ArrayList<>();
        mounts.add(System.getProperty("java.home") + " jdk");
        mounts.add(SETTINGS.toRealPath() + " jvm.options");
        if (Files.exists(SESSION)) {
            mounts.add(SESSION.toAbsolutePath() + " farcron-session");
        }
        for (int i = 0; i < classPath.size(); i++) {
            mounts.add(classPath.get(i) + " class-path." + i);
        }
        Files.write(world.resolve("mounts"), mounts);
        Files.createDirectories(world.resolve("etc/pam.d"));
        Files.copy(SERVICE, world.resolve("etc/pam.d/farcron"));
    }

    @Override
    public List<String> command() {
        List<String> command = new ArrayList<>(List.of("/srv/jdk/bin/java"));
        command.add("@/srv/jvm.options");
        command.add("-Dorg.sqlite.tmpdir=/run");
        command.add("-Dfarcron.session=/srv/farcron-session");
        command.add("-cp");
        command.add(
                String.join(
                        ":",
                        IntStream.range(0, classPath.size())
                                .mapToObj(i -> "/srv/class-path." + i)
                                .toList()));
        command.addAll(List.of("farcron.Main", "daemon", "--listen", "none"));
        return command;
    }
}

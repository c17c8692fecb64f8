package farcron;

import farcron.run.fargate.CloudSource;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/// The jars of the AWS SDK, which stand apart from all others where farcron is installed: the JVM
/// looks through each jar of its class path at each start, and these are most of them.
final class SdkFolder {

    /// Names the folder; where it is not set they are on the class path.
    private static final String PROPERTY = "farcron.fargate";

    private SdkFolder() {}

    /// @throws IllegalStateException if they cannot be read
    static CloudSource source() {
        return ServiceLoader.load(CloudSource.class, loader(System.getProperty(PROPERTY, "")))
                .findFirst()
                .orElseThrow();
    }

    private static ClassLoader loader(String folder) {
        ClassLoader ours = SdkFolder.class.getClassLoader();
        return folder.isEmpty() ? ours : new URLClassLoader("fargate", jars(Path.of(folder)), ours);
    }

    private static URL[] jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<URL> jars = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                jars.add(file.toUri().toURL());
            }
            return jars.toArray(URL[]::new);
        } catch (IOException trouble) {
            throw new IllegalStateException(
                    "the AWS SDK is missing, as "
                            + folder
                            + " cannot be read ("
                            + trouble
                            + "): install farcron again",
                    trouble);
        }
    }
}

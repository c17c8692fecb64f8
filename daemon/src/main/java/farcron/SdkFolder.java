package farcron;

import farcron.run.fargate.CloudSource;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/// The AWS SDK and what calls it, which stand apart from all other jars where farcron is installed:
/// the JVM looks through each jar of its class path at each start, and these are most of them. With
/// a class loader of their own, they are found as a service.
///
/// @param name empty where they are on the class path, as in a source checkout
record SdkFolder(String name) {

    static SdkFolder ofInstallation() {
        return new SdkFolder(System.getProperty("farcron.fargate", ""));
    }

    /// @throws IllegalStateException if they are not there
    CloudSource source() {
        try {
            return ServiceLoader.load(CloudSource.class, loader())
                    .findFirst()
                    .orElseThrow(() -> new IOException("it has no farcron-aws.jar"));
        } catch (IOException | ServiceConfigurationError trouble) {
            throw new IllegalStateException(
                    "the AWS SDK is missing in %s (%s): install farcron again"
                            .formatted(name, trouble),
                    trouble);
        }
    }

    private ClassLoader loader() throws IOException {
        ClassLoader ours = SdkFolder.class.getClassLoader();
        return name.isEmpty() ? ours : new URLClassLoader("fargate", jars(), ours);
    }

    private URL[] jars() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(name))) {
            List<URL> jars = new ArrayList<>();
            for (Path file : files.toList()) {
                jars.add(file.toUri().toURL());
            }
            return jars.toArray(URL[]::new);
        }
    }
}

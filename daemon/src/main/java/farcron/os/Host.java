package farcron.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// This machine, as it names itself.
public final class Host {

    private Host() {}

    /// The host name, without a domain if the kernel has none.
    public static String name() {
        return firstLine("/proc/sys/kernel/hostname", "localhost");
    }

    /// What tells this installation from others, machine-id(5); the host name where there is none.
    public static String id() {
        return firstLine("/etc/machine-id", name());
    }

    /// Whether this is a system of the Red Hat or SUSE families, whose cron is cronie.
    public static boolean usesCronie() {
        return Files.exists(Path.of("/etc/redhat-release"))
                || Files.exists(Path.of("/etc/SUSE-brand"))
                || Files.exists(Path.of("/etc/sysconfig/crond"));
    }

    private static String firstLine(String file, String otherwise) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException _) {
            return otherwise;
        }
    }
}

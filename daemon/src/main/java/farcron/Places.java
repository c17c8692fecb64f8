package farcron;

import farcron.os.Account;
import farcron.swap.ProgramFiles;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Where things are by default.
final class Places {

    static final Path CONFIGURATION = Path.of("/etc/farcron/farcron.conf");

    /// For the system's daemon.
    static final Path SOCKET = Path.of("/run/farcron/farcron.sock");

    static final Path STATE = Path.of("/var/lib/farcron");

    private Places() {}

    /// The files of this program: the installed ones, or those of the source checkout.
    static ProgramFiles program() {
        String home = System.getProperty("farcron.home", "");
        if (!home.isEmpty()) {
            return ProgramFiles.installed(Path.of(home).toAbsolutePath().normalize());
        }
        URI classes =
                URI.create(
                        Places.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString());
        return ProgramFiles.checkout(Path.of(classes).resolve("../../..").normalize());
    }

    /// The folder of the system's socket, which everybody may enter. Where a service manager makes
    /// it, it is there already.
    static void makeRunFolder() throws IOException {
        Path folder = SOCKET.getParent();
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// For a daemon that somebody runs with crontabs of his own: the XDG base directory for state.
    static Path stateOf(Account account) {
        String xdg = System.getenv("XDG_STATE_HOME");
        Path base =
                xdg != null && xdg.startsWith("/")
                        ? Path.of(xdg)
                        : Path.of(home(account), ".local", "state");
        return base.resolve("farcron");
    }

    /// As every program of that user finds it.
    private static String home(Account account) {
        String home = System.getenv("HOME");
        return home == null || home.isEmpty() ? account.home() : home;
    }
}

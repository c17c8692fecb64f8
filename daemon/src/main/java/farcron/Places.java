package farcron;

import farcron.os.Account;

import java.nio.file.Path;

/// Where things are by default.
final class Places {

    static final Path CONFIGURATION = Path.of("/etc/farcron/farcron.conf");

    /// For the system's daemon.
    static final Path SOCKET = Path.of("/run/farcron/farcron.sock");

    static final Path STATE = Path.of("/var/lib/farcron");

    private Places() {}

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

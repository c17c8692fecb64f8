package farcron.run.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Finds out how jobs can become their users on this machine.
///
/// @param root whether the daemon has root's rights
/// @param program where `farcron-session` is, if it could be built
/// @param services folders with a file for each service of PAM
public record DropChoice(boolean root, Optional<Path> program, List<Path> services) {

    /// What was asked for cannot be had; the message says why, and what to do.
    public static final class ImpossibleException extends Exception {
        private static final long serialVersionUID = 1;

        ImpossibleException(String message) {
            super(message);
        }
    }

    /// Ours, and where that is not installed, those of Debian's cron and of cronie.
    private static final List<String> SERVICES = List.of("farcron", "cron", "crond");

    private static final String BUILD =
            "install a C compiler (gcc and libc6-dev, or gcc and glibc-devel) and build farcron"
                    + " again";

    /// This machine as it is.
    public static DropChoice here(boolean root) {
        String named = System.getProperty("farcron.session", "");
        return new DropChoice(
                root,
                Optional.of(Path.of(named))
                        .filter(Files::isRegularFile)
                        .filter(Files::isExecutable),
                List.of(Path.of("/etc/pam.d"), Path.of("/usr/lib/pam.d")));
    }

    /// @param session the setting: `pam`, `plain` or `auto`
    /// @param everybody whether jobs of all users are to be run, and not only the daemon's own
    /// @param notice is given what an operator should know about the choice
    public Drop of(String session, boolean everybody, Consumer<String> notice)
            throws ImpossibleException {
        boolean asked = session.equals("pam");
        if (!root && asked) {
            throw new ImpossibleException(
                    "session is pam, but only root can open PAM sessions; run farcron as root, or"
                            + " set session = auto");
        }
        if (!root || session.equals("auto") && !everybody) {
            return new Drop.Stay();
        }
        if (session.equals("plain")) {
            return plain();
        }
        String lack = lack();
        if (lack.isEmpty()) {
            return new Drop.Session(program.orElseThrow(), service());
        }
        if (asked) {
            throw new ImpossibleException(
                    "session is pam, but " + lack + ", or set session = plain");
        }
        notice.accept(
                "jobs run without a PAM session, so without limits.conf, /etc/environment and"
                        + " /etc/default/locale: "
                        + lack
                        + "; session = plain if it is meant so");
        return plain();
    }

    /// What PAM would need; empty if it is all there.
    private String lack() {
        if (program.isEmpty()) {
            return "the program farcron-session is not there; " + BUILD;
        }
        return service().isPresent()
                ? ""
                : "PAM has no service for it; install farcron's packaging/pam.d/farcron as"
                        + " /etc/pam.d/farcron";
    }

    private Optional<String> service() {
        return SERVICES.stream()
                .filter(name ->
                        services.stream().anyMatch(folder -> Files.exists(folder.resolve(name))))
                .findFirst();
    }

    private Drop plain() throws ImpossibleException {
        if (program.isPresent()) {
            return new Drop.Session(program.get(), Optional.empty());
        }
        if (Stream.of("/usr/bin", "/bin")
                .noneMatch(folder -> Files.isExecutable(Path.of(folder, "setpriv")))) {
            throw new ImpossibleException(
                    "without farcron-session, jobs become their users by setpriv, which is not"
                            + " there either; install util-linux, or "
                            + BUILD);
        }
        return new Drop.Plain();
    }
}

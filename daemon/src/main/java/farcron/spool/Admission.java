package farcron.spool;

import farcron.crontab.Grammar.Dialect;
import farcron.crontab.LosslessText;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// `cron.allow` and `cron.deny`: who may have a crontab of his own. crontab(1): one name on a line,
/// exactly; root always may. The last line counts here also without a newline, which it does for no
/// other cron.
final class Admission {

    private static final String ROOT = "root";

    private final Locations locations;
    private final Dialect dialect;

    Admission(Locations locations, Dialect dialect) {
        this.locations = locations;
        this.dialect = dialect;
    }

    /// Why not, in cron's words; empty if he may. Debian's crontab(1) also asks whether the user
    /// whose crontab it is may have one, even when root does something about it.
    Optional<String> refusal(Caller caller, String user) {
        if (!caller.privileged() && !admits(caller.name())) {
            return Optional.of(
                    "You ("
                            + caller.name()
                            + ") are not allowed to use this program (crontab)\n"
                            + "See crontab(1) for more information");
        }
        if (dialect == Dialect.DEBIAN && !admits(user)) {
            return Optional.of("The user " + user + " cannot use this program (crontab)");
        }
        return Optional.empty();
    }

    private boolean admits(String user) {
        if (user.equals(ROOT)) {
            return true;
        }
        try {
            Optional<Set<String>> allowed = names(locations.allow());
            if (allowed.isPresent()) {
                return allowed.get().contains(user);
            }
            return names(locations.deny())
                    .map(denied -> !denied.contains(user))
                    .orElse(dialect == Dialect.DEBIAN);
        } catch (IOException _) {
            // What forbids cannot be known: then it is forbidden.
            return false;
        }
    }

    private static Optional<Set<String>> names(Path file) throws IOException {
        try {
            String text = LosslessText.decode(Files.readAllBytes(file));
            return Optional.of(Set.copyOf(Arrays.asList(text.split("\n"))));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }
}

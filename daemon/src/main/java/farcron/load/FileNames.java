package farcron.load;

import farcron.crontab.Grammar.Dialect;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which names in a folder of crontabs cron passes over: those that editors and package managers
/// leave behind.
final class FileNames {

    private static final Pattern DEBIAN = Pattern.compile("[A-Za-z0-9_-]+");
    private static final char UNREADABLE = '\uFFFD';
    private static final List<String> CRONIE_ENDINGS =
            List.of("~", ".rpmsave", ".rpmorig", ".rpmnew");

    private FileNames() {}

    /// Why cron does not look at a file in `/etc/cron.d`; empty if it does.
    static Optional<String> whyIgnored(String name, Dialect dialect) {
        if (name.indexOf(UNREADABLE) >= 0) {
            return Optional.of("its name is no text in the daemon's encoding; rename it");
        }
        return switch (dialect) {
            case DEBIAN ->
                    DEBIAN.matcher(name).matches()
                            ? Optional.empty()
                            : Optional.of(
                                    "names there have letters, digits, - and _ only; rename it if"
                                            + " it shall run");
            case CRONIE ->
                    isCronies(name)
                            ? Optional.empty()
                            : Optional.of(
                                    "names there neither begin with . or # nor end with "
                                            + String.join(", ", CRONIE_ENDINGS)
                                            + "; rename it if it shall run");
        };
    }

    /// Whether a file in the folder of the users' crontabs may belong to a user at all.
    static boolean isUsers(String name, Dialect dialect) {
        return switch (dialect) {
            case DEBIAN -> !name.startsWith(".");
            case CRONIE -> isCronies(name);
        };
    }

    private static boolean isCronies(String name) {
        return !name.startsWith(".")
                && !name.startsWith("#")
                && CRONIE_ENDINGS.stream().noneMatch(name::endsWith);
    }
}

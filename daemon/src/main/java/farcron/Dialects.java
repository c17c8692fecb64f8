package farcron;

import farcron.crontab.Grammar.Dialect;
import farcron.os.Host;

/// Whose rules hold here.
final class Dialects {

    private Dialects() {}

    /// @param word `debian`, `cronie`, or `auto` for the one that this machine's own cron follows
    static Dialect named(String word) {
        return switch (word) {
            case "debian" -> Dialect.DEBIAN;
            case "cronie" -> Dialect.CRONIE;
            default -> Host.usesCronie() ? Dialect.CRONIE : Dialect.DEBIAN;
        };
    }
}

package farcron.crontab;

import java.util.Set;

/// How a crontab is to be read.
///
/// @param words the keys of the extension words that the caller knows, such as `timeout`
/// @param host anything that tells this host from others: `~` draws its values from it, so that
///   they are the same at each reading, and others on another host
public record Grammar(Format format, Dialect dialect, Set<String> words, String host) {

    public Grammar {
        words = Set.copyOf(words);
    }

    public enum Format {
        /// A user's own crontab: five fields, then the command.
        USER,
        /// `/etc/crontab` and `/etc/cron.d`: a user name stands before the command.
        SYSTEM
    }

    public enum Dialect {
        /// Debian's cron: `-n` before a command belongs to the command.
        DEBIAN,
        /// cronie, as on Red Hat and SUSE: `-n` is a flag.
        CRONIE
    }
}

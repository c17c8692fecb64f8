package farcron.job;

import java.util.Locale;

/// What made a run come about.
public enum Trigger {
    SCHEDULE,
    /// Another job's end.
    AFTER,
    /// An operator.
    MANUAL,
    /// It was due while the daemon was not there.
    CATCHUP,
    /// The machine's start, for `@reboot`.
    REBOOT;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Trigger of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

package farcron.report;

/// Who asks, and so what may be shown.
sealed interface Caller {

    /// Came over TCP, where local users cannot be told apart: a reduced view, and no acts.
    record Anonymous() implements Caller {}

    /// Came over the Unix socket; the kernel says who it is.
    ///
    /// @param user the name of an account; `uid:NUMBER`, which is no account's name, for somebody
    ///   who has none and so owns nothing
    /// @param master root, or the account the daemon runs as: sees and may do everything. In the
    ///   system's daemon that is root alone
    record Known(String user, boolean master) implements Caller {}

    /// Whether jobs and runs of an account exist for this caller.
    default boolean sees(String user) {
        return switch (this) {
            case Anonymous _ -> true;
            case Known known -> known.master() || known.user().equals(user);
        };
    }

    /// Whether commands, output and quoted text of crontabs may be shown.
    default boolean full() {
        return this instanceof Known;
    }

    /// Whether jobs and files of every account are shown in full.
    default boolean master() {
        return this instanceof Known known && known.master();
    }
}

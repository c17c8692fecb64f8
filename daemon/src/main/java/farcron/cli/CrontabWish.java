package farcron.cli;

/// What crontab(1) is asked to do.
sealed interface CrontabWish {

    record List(String user) implements CrontabWish {}

    record Edit(String user, boolean backup) implements CrontabWish {}

    /// @param ask whether to ask first
    record Remove(String user, boolean ask) implements CrontabWish {}

    /// @param file `-` for standard input
    record Install(String user, String file, boolean backup) implements CrontabWish {}

    record Check(String user, String file) implements CrontabWish {}

    record Version() implements CrontabWish {}
}

package farcron.load;

/// What looking into a crontab file came to.
sealed interface Found {

    /// Its text, and what was true of the file when it was read.
    record Text(Trace trace, byte[] content) implements Found {}

    /// cron does not take it for a crontab.
    record Refused(Trace trace, Refusal refusal) implements Found {}

    /// It changed whenever it was read, or nobody could say yet whose it is: look again soon.
    record Unsettled() implements Found {}
}

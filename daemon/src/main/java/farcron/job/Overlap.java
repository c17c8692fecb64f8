package farcron.job;

/// What happens when a run is to start while an earlier one of the same job still goes.
public enum Overlap {
    /// It starts beside it, as with cron.
    ALLOW,
    /// It does not start.
    SKIP,
    /// It waits for the end of the earlier one; no more than one waits.
    QUEUE,
    /// The earlier one is stopped, and then it starts.
    REPLACE
}

package farcron.run.local;

/// What is sent to the processes of a run; the names are those of kill(1).
enum Signal {
    TERM,
    /// So that none of them starts another one while they are being killed.
    STOP,
    KILL
}

package farcron.report;

/// How many bytes of answers may wait for readers that do not read, all connections together. The
/// heap is small, and answers must never be what ends the daemon.
///
/// Owned by the event loop.
final class Budget {

    private static final long BYTES = 8 << 20;

    private long waiting;

    /// Whether an answer may wait. One alone may always, however large.
    boolean reserve(int bytes) {
        if (waiting > 0 && waiting + bytes > BYTES) {
            return false;
        }
        waiting += bytes;
        return true;
    }

    void release(int bytes) {
        waiting -= bytes;
    }
}

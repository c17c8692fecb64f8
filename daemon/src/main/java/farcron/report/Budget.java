package farcron.report;

import java.util.HashMap;
import java.util.Map;

/// How many bytes of answers may wait for readers that do not read. The heap is small, and answers
/// must never be what ends the daemon; nor may one who does not read keep others from theirs.
///
/// Owned by the event loop.
final class Budget {

    /// Of all together but root and the daemon's own account, who have as much each.
    private static final long ALL = 8 << 20;

    /// Of one account, or of all whom nobody knows.
    private static final long SHARE = ALL / 4;

    private final Map<Caller, Long> waiting = new HashMap<>();
    private long all;

    /// Whether an answer may wait. One alone may always, however large.
    boolean reserve(Caller caller, int bytes) {
        long own = waiting.getOrDefault(caller, 0L);
        boolean fits =
                caller.master()
                        ? fits(own, bytes, ALL)
                        : fits(own, bytes, SHARE) && fits(all, bytes, ALL);
        if (fits) {
            count(caller, bytes);
        }
        return fits;
    }

    void release(Caller caller, int bytes) {
        count(caller, -bytes);
    }

    private static boolean fits(long present, int more, long most) {
        return present == 0 || present + more <= most;
    }

    private void count(Caller caller, long step) {
        all += caller.master() ? 0 : step;
        waiting.merge(caller, step, (held, more) -> held + more == 0 ? null : held + more);
    }
}

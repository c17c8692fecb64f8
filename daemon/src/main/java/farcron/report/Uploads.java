package farcron.report;

import farcron.spool.Spool;

import java.util.HashMap;
import java.util.Map;

/// How many bytes of crontabs may be on their way into the daemon. The heap is small, and nobody
/// may fill it, nor keep others from sending theirs by filling his own share.
///
/// Owned by the event loop.
final class Uploads {

    /// Two at a time.
    private static final int SHARE = 2 * Spool.LARGEST;

    /// Of all together but root and the daemon's own account, who have shares of their own.
    private static final int ALL = 6 * Spool.LARGEST;

    private final Map<String, Integer> held = new HashMap<>();
    private int all;

    Hold hold(Caller caller) {
        return new Hold(caller);
    }

    /// One request's part.
    final class Hold {

        private final Caller caller;
        private int bytes;

        private Hold(Caller caller) {
            this.caller = caller;
        }

        /// Takes room for so much more.
        ///
        /// @return whether there is room
        boolean take(int more) {
            if (!(caller instanceof Caller.Known(String user, boolean master))) {
                return true; // and no more than a few bytes
            }
            int share = held.getOrDefault(user, 0) + more;
            if (share > SHARE || !master && all + more > ALL) {
                return false;
            }
            held.put(user, share);
            all += master ? 0 : more;
            bytes += more;
            return true;
        }

        /// Has no effect the second time.
        void release() {
            if (bytes > 0 && caller instanceof Caller.Known(String user, boolean master)) {
                int less = bytes;
                held.computeIfPresent(user, (_, share) -> share == less ? null : share - less);
                all -= master ? 0 : less;
                bytes = 0;
            }
        }
    }
}

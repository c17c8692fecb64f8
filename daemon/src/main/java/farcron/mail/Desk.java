package farcron.mail;

import farcron.job.RunRecord;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The runs whose letters wait, and those whose letters are underway: the oldest first, a few at
/// once. A mailer that hangs takes nobody else's turn: it runs as the user, who may well hold it.
///
/// Owned by the thread `post`.
final class Desk {

    private static final int AT_ONCE = 4;
    private static final int AT_ONCE_OF_ONE_USER = 2;

    /// What has been underway for so long does not count among the former.
    private static final Duration HANGS = Duration.ofMinutes(2);

    static final int WAITING_OF_ONE_USER = 1000;

    private final Map<String, Deque<RunRecord>> waiting = new HashMap<>();
    private final Map<Long, Underway> underway = new HashMap<>();
    private final Set<Long> known = new HashSet<>();

    private record Underway(String user, long sinceNanos) {}

    /// @param run one that it does not know
    /// @return whether there was room for it
    boolean add(RunRecord run) {
        Deque<RunRecord> ofUser = waiting.getOrDefault(run.user(), new ArrayDeque<>());
        if (ofUser.size() >= WAITING_OF_ONE_USER) {
            return false;
        }
        known.add(run.id());
        ofUser.add(run);
        waiting.put(run.user(), ofUser);
        return true;
    }

    /// Whether it waits or is underway.
    boolean knows(RunRecord run) {
        return known.contains(run.id());
    }

    boolean anyWaits() {
        return !waiting.isEmpty();
    }

    /// Whether none waits and none is underway.
    boolean isEmpty() {
        return known.isEmpty();
    }

    /// The next one whose turn it is; it is underway from now on.
    ///
    /// @param nowNanos of [System#nanoTime]
    Optional<RunRecord> take(long nowNanos) {
        long busy =
                underway.values().stream()
                        .filter(one -> nowNanos - one.sinceNanos() < HANGS.toNanos())
                        .count();
        if (busy >= AT_ONCE) {
            return Optional.empty();
        }
        Optional<RunRecord> next =
                waiting.entrySet().stream()
                        .filter(entry -> underwayOf(entry.getKey()) < AT_ONCE_OF_ONE_USER)
                        .map(entry -> entry.getValue().getFirst())
                        .min(RunRecord.BY_ID);
        next.ifPresent(run -> {
            Deque<RunRecord> ofUser = waiting.get(run.user());
            ofUser.removeFirst();
            if (ofUser.isEmpty()) {
                waiting.remove(run.user());
            }
            underway.put(run.id(), new Underway(run.user(), nowNanos));
        });
        return next;
    }

    void done(RunRecord run) {
        underway.remove(run.id());
        known.remove(run.id());
    }

    private long underwayOf(String user) {
        return underway.values().stream().filter(one -> one.user().equals(user)).count();
    }
}

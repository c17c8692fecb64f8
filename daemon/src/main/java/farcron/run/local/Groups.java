package farcron.run.local;

import farcron.job.RunFolder;
import farcron.os.ControlGroup;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/// The control groups of what runs, and of what has ended and left a process behind, as a job may:
/// that stays limited as its run was. All methods may be called by any thread.
final class Groups {

    /// Something would run without the limits that it is to have; the message is for people.
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedException(IOException why) {
            super(why.getMessage(), why);
        }
    }

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofMinutes(1);

    private final BiConsumer<Duration, Runnable> after;
    private final Map<Long, ControlGroup> all = new ConcurrentHashMap<>();
    private final Set<ControlGroup> left = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean sweeping = new AtomicBoolean();

    /// @param after does something later
    Groups(BiConsumer<Duration, Runnable> after) {
        this.after = after;
    }

    /// @param scope where it is to be; without one there are no groups, and that has been said
    /// @return its own; empty if it has none and needs none
    Optional<ControlGroup> make(Task task, Optional<ControlGroup> scope) throws RefusedException {
        if (scope.isEmpty() || task.share().isEmpty()) {
            return Optional.empty();
        }
        Share share = task.share().get();
        try {
            ControlGroup made = share.in(scope.get());
            all.put(task.id(), made);
            return Optional.of(made);
        } catch (IOException e) {
            if (!share.limits().areNone()) {
                throw new RefusedException(e);
            }
            return Optional.empty();
        }
    }

    /// Of what an earlier daemon has started.
    void adopt(long id, RunFolder folder) {
        Claim.of(folder).group().ifPresent(group -> all.put(id, group));
    }

    void ended(long id) {
        ControlGroup group = all.remove(id);
        if (group != null && !group.remove()) {
            left.add(group);
            sweepAfter(SOON);
        }
    }

    private void sweepAfter(Duration pause) {
        if (sweeping.compareAndSet(false, true)) {
            after.accept(pause, this::sweep);
        }
    }

    private void sweep() {
        sweeping.set(false);
        left.removeIf(ControlGroup::remove);
        if (!left.isEmpty()) {
            sweepAfter(LATER);
        }
    }
}

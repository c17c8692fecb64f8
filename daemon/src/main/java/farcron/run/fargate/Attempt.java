package farcron.run.fargate;

import farcron.job.Outcome;
import farcron.job.RunRecord;
import farcron.job.Target;
import farcron.job.TaskOverrides;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// An attempt at a run, as long as it is not over. Belongs to the [Desk]'s thread.
final class Attempt {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    enum Phase {
        /// It is found out which revision is meant, and what its containers are called.
        PREPARES,
        /// The request is sent, or sent again, as it was.
        SUBMITS,
        /// It was sent, and nobody knows whether it arrived: its task is looked for.
        SEARCHES,
        /// There is a task.
        RUNS
    }

    /// What is asked for, while there is no request yet.
    ///
    /// @param mail what is put into the folder for whoever will mail its output
    record Wish(Target.Fargate target, TaskOverrides overrides, Optional<byte[]> mail) {}

    final RunRecord run;
    final EntryFile file;
    final Instant taken;

    /// Absent once there is an [#entry].
    Optional<Wish> wish = Optional.empty();

    /// Absent while it [Phase#PREPARES].
    Optional<Entry> entry = Optional.empty();

    Phase phase = Phase.PREPARES;

    /// When it is to be seen to.
    Instant next;

    /// Whether a call for it is under way.
    boolean asking;

    /// In a row.
    int failures;

    /// When its request was sent last, if it may have arrived.
    Optional<Instant> uncertain = Optional.empty();

    /// How it has ended if its task is not found.
    Optional<Outcome> otherwise = Optional.empty();

    /// What ECS said when another task stood for its token.
    Optional<CallException> conflict = Optional.empty();

    /// When it said so.
    Instant conflicts = Instant.MIN;

    /// Why it is to end, once that was asked for.
    Optional<String> stop = Optional.empty();

    /// When ECS is told so, or told once more; [Instant#MAX] if it need not be.
    Instant stopAt = Instant.MAX;

    /// Since when its task is known; for one that was taken up, since then.
    Instant found;

    /// The version of its task that was seen last.
    long seen = -1;

    /// What was told about it last.
    String told = "";

    Attempt(RunRecord run, EntryFile file, Instant now) {
        this.run = run;
        this.file = file;
        this.taken = now;
        this.found = now;
        this.next = now;
    }

    Entry known() {
        return entry.orElseThrow();
    }

    /// Whether it has something to do.
    boolean isDue(Phase in, Instant now) {
        return phase == in && !asking && !next(now).isAfter(now);
    }

    /// When it has. A clock that was set back is not waited for.
    Instant next(Instant now) {
        return next.isAfter(now.plus(LONGEST_WAIT)) ? now : next;
    }

    void goesTo(Phase other, Instant at) {
        phase = other;
        next = at;
        failures = 0;
    }
}

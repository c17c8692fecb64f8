package farcron.report;

import farcron.job.StatusSnapshot;

import java.time.Duration;

/// Whether the scheduler itself is well: it ticks, and it can write its record.
///
/// @param problem in words; empty when all is well
record Health(String problem) {

    private static final Duration QUIET = Duration.ofSeconds(90);

    static Health of(StatusSnapshot snapshot, Times times) {
        if (!snapshot.lastTick().plus(QUIET).isAfter(times.now())) {
            Duration silent = Duration.between(snapshot.lastTick(), times.now());
            return new Health(
                    "the scheduler last looked at "
                            + times.past(snapshot.lastTick())
                            + ", "
                            + Times.length(silent)
                            + " ago; jobs do not start");
        }
        return new Health(snapshot.recordProblem());
    }

    boolean ok() {
        return problem.isEmpty();
    }
}

package farcron.aws;

import farcron.aws.TaskBody.Work;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/// Work of which nothing is known but how long it takes and how it takes signals.
public final class TimedWork implements Work {

    private static final int KILLED = 137;

    private final Duration afterTerm;
    private final int codeAfterTerm;
    private Instant ends;
    private int exitCode;

    /// @param ends when it would end by itself
    /// @param afterTerm how long it goes on after a SIGTERM; longer than the time until SIGKILL if
    ///   it is deaf
    /// @param codeAfterTerm its exit code then; 0 for one that traps the signal to tidy up
    public TimedWork(Instant ends, int exitCode, Duration afterTerm, int codeAfterTerm) {
        this.ends = ends;
        this.exitCode = exitCode;
        this.afterTerm = afterTerm;
        this.codeAfterTerm = codeAfterTerm;
    }

    @Override
    public Instant ends() {
        return ends;
    }

    @Override
    public OptionalInt exitCode(Instant now) {
        return ends.isAfter(now) ? OptionalInt.empty() : OptionalInt.of(exitCode);
    }

    @Override
    public void signal(boolean force, Instant now) {
        Instant then = force ? now : now.plus(afterTerm);
        if (then.isBefore(ends)) {
            ends = then;
            exitCode = force ? KILLED : codeAfterTerm;
        }
    }
}

package farcron.simulation;

import farcron.job.Job;
import farcron.job.Outcome;
import farcron.job.RunRecord;
import farcron.job.Usage;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A process of the simulated machine: one attempt of a run. It lives on when the daemon crashes.
final class Child {

    static final int STOPPED = 143;
    static final int FORCED = 137;

    final RunRecord run;
    final Job job;
    final Instant began;
    final Instant beganOnWall;
    final boolean deaf;
    private Instant ends;
    private Optional<Outcome> outcome;
    private boolean asked;
    private boolean stopped;
    private boolean over;
    private Optional<Job> known;

    /// @param began and `ends` in true time
    /// @param deaf whether it does not care for SIGTERM
    Child(RunRecord run, Job job, Instant began, Instant wall, Duration takes, boolean deaf) {
        this.run = run;
        this.job = job;
        this.began = began;
        this.beganOnWall = wall;
        this.ends = began.plus(takes);
        this.deaf = deaf;
        this.outcome = Optional.empty();
        this.known = Optional.of(job);
    }

    /// The line that the present daemon knows it by.
    Optional<Job> known() {
        return known;
    }

    void knownAs(Optional<Job> line) {
        known = line;
    }

    Instant ends() {
        return ends;
    }

    boolean isOver() {
        return over;
    }

    /// Whether a signal has ended it.
    boolean isStopped() {
        return stopped;
    }

    /// Whether the daemon wants it to end.
    boolean isAsked() {
        return asked;
    }

    void ask() {
        asked = true;
    }

    Optional<Outcome> outcome() {
        return outcome;
    }

    boolean endedWell() {
        return outcome.orElse(null) instanceof Outcome.Exited exit && exit.code() == 0;
    }

    /// Whether nothing of it has run.
    boolean neverRan() {
        return outcome.orElse(null) instanceof Outcome.NotStarted;
    }

    /// A signal has come; it takes some time to end.
    void stop(Instant when) {
        if (!over && when.isBefore(ends)) {
            ends = when;
            stopped = true;
        }
    }

    void exit(int code, Instant wall) {
        end(new Outcome.Exited(code, beganOnWall, wall, Usage.NONE));
    }

    void end(Outcome how) {
        over = true;
        outcome = Optional.of(how);
    }

    @Override
    public String toString() {
        return run.job() + ", run " + run.id() + ", attempt " + run.attempt() + ", " + outcome;
    }
}

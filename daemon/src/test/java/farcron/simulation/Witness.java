package farcron.simulation;

import farcron.dispatch.Brakes;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.Limits;
import farcron.job.Outcome;
import farcron.job.Overlap;
import farcron.job.Pool;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Target;
import farcron.job.Trigger;
import farcron.job.Upstream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// Sees each process when it starts and when it ends, and whether it may.
final class Witness {

    /// From the word to the end of a process that needs to be killed.
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final World world;
    private final Sysadmin sysadmin;
    private final Brakes brakes;

    Witness(World world, Sysadmin sysadmin, Brakes brakes) {
        this.world = world;
        this.sysadmin = sysadmin;
        this.brakes = brakes;
    }

    /// A process is about to start.
    void starts(Child child) {
        noOtherAttemptGoesOn(child);
        itsLineIsNotPaused(child);
        itsPoolHasRoom(child);
        theMachineHasAsMuch(child, Limits::memory);
        theMachineHasAsMuch(child, Limits::cpu);
        itDoesNotOverlap(child);
        thereAreNotTooMany(child);
        itIsTriedAgainOnlyAfterAFailure(child);
        whatItFollowsHasEnded(child);
    }

    private void noOtherAttemptGoesOn(Child child) {
        others(child).stream()
                .filter(other -> other.run.id() == child.run.id())
                .findAny()
                .ifPresent(other -> {
                    throw new Violation("two attempts of run %s go on", child.run);
                });
    }

    private List<Child> others(Child child) {
        return world.machine.alive().stream().filter(other -> other != child).toList();
    }

    private void itsLineIsNotPaused(Child child) {
        boolean manual = child.run.trigger() == Trigger.MANUAL;
        JobKey job = child.run.job();
        boolean paused = sysadmin.hasPaused(job) && !sysadmin.isAskedToResume(job);
        if (!manual && child.run.attempt() == 1 && paused) {
            throw new Violation("%s is paused, and starts: %s", child.run.job(), child.run);
        }
    }

    private void itsPoolHasRoom(Child child) {
        Optional<Pool> pool = child.job.rules().pool();
        if (pool.isEmpty()) {
            return;
        }
        List<Long> holders =
                others(child).stream()
                        .filter(other ->
                                other.known()
                                        .flatMap(job -> job.rules().pool())
                                        .filter(pool.get()::isSame)
                                        .isPresent())
                        .map(other -> other.run.id())
                        .toList();
        if (holders.size() >= pool.get().size()) {
            throw new Violation(
                    "pool %s of size %d holds runs %s, and run %d starts",
                    pool.get().name(), pool.get().size(), holders, child.run.id());
        }
    }

    /// One that asks for more than there is goes alone among those that ask.
    private void theMachineHasAsMuch(Child child, Function<Limits, OptionalInt> of) {
        int own = asked(Optional.of(child.job), of);
        int most = of.apply(brakes.machine().get()).orElse(Integer.MAX_VALUE);
        int others = others(child).stream().mapToInt(it -> asked(it.known(), of)).sum();
        if (own > 0 && others > 0 && others + own > most) {
            throw new Violation(
                    "runs have a share of %d of %d, and run %d starts, which asks for %d",
                    others, most, child.run.id(), own);
        }
    }

    private static int asked(Optional<Job> job, Function<Limits, OptionalInt> of) {
        return job.map(line -> ((Target.Local) line.target()).limits())
                .map(limits -> of.apply(limits).orElse(0))
                .orElse(0);
    }

    private void itDoesNotOverlap(Child child) {
        if (child.job.rules().overlap() == Overlap.ALLOW) {
            return;
        }
        for (Child other : others(child)) {
            if (other.run.job().equals(child.run.job())) {
                throw new Violation(
                        "overlap:%s, and %s starts while %s still goes",
                        child.job.rules().overlap(), child.run, other.run);
            }
        }
    }

    private void thereAreNotTooMany(Child child) {
        int running = others(child).size();
        if (brakes.mostRunning() > 0 && running >= brakes.mostRunning()) {
            throw new Violation(
                    "%d runs go on, at most %d may, and run %d starts",
                    running, brakes.mostRunning(), child.run.id());
        }
    }

    private void itIsTriedAgainOnlyAfterAFailure(Child child) {
        int attempt = child.run.attempt();
        if (attempt == 1) {
            return;
        }
        Child before =
                world.machine
                        .child(child.run.id(), attempt - 1)
                        .orElseThrow(
                                () -> new Violation("there was no attempt before %s", child.run));
        Outcome outcome =
                before.outcome()
                        .orElseThrow(
                                () -> new Violation("the attempt before %s goes on", child.run));
        if (Machine.state(outcome) != RunState.FAILED && !before.isAsked()) {
            throw new Violation("%s was %s, and is tried again", child.run, outcome);
        }
        if (attempt > 1 + before.job.rules().retry().times()
                && attempt > 1 + child.job.rules().retry().times()) {
            throw new Violation("%s is tried again too often", child.run);
        }
        if (sysadmin.hasKilled(child.run.id())) {
            throw new Violation("%s was killed, and is tried again", child.run);
        }
    }

    private void whatItFollowsHasEnded(Child child) {
        for (Upstream end : child.run.upstream()) {
            boolean goesOn =
                    world.machine.alive().stream().anyMatch(other -> other.run.id() == end.run());
            if (goesOn) {
                throw new Violation(
                        "%s starts, and run %d, which it follows, still goes",
                        child.run, end.run());
            }
        }
    }

    /// A process has ended.
    void ends(Child child) {
        Optional<Duration> timeout =
                world.unchanged(child.job, child.began) && !world.clock.wasSet()
                        ? child.job.rules().timeout()
                        : Optional.empty();
        if (timeout.isEmpty()) {
            return;
        }
        Instant over = child.began.plus(timeout.get());
        Instant seen = over.isBefore(world.undisturbed) ? world.undisturbed : over;
        if (child.ends().minus(GRACE).minusSeconds(1).isAfter(seen)) {
            throw new Violation(
                    "%s has a timeout of %s, and went on from %s to %s",
                    child.run, timeout.get(), child.began, child.ends());
        }
    }

    /// What is still open when nothing has been due for long.
    void last(List<RunRecord> open) {
        for (RunRecord run : open) {
            if (!mayStay(run)) {
                throw new Violation("it is %s for ever: %s", run.state().word(), run);
            }
        }
    }

    /// Whether it waits for ends until it is due again, when it will never be due again.
    boolean mayStay(RunRecord run) {
        return run.state() == RunState.QUEUED
                && run.upstream().isEmpty()
                && run.attempt() == 1
                && world.table
                        .job(run.job())
                        .filter(line -> !line.isFollower() && line.rules().after().isPresent())
                        .filter(line -> line.rules().patience().isEmpty())
                        .isPresent();
    }
}

package farcron.dispatch;

import farcron.job.Limits;

import java.util.Optional;
import java.util.function.Supplier;

/// What holds up starts of all jobs alike.
///
/// @param mostRunning no more runs at once; 0: as many as there are
/// @param pressure why the machine should not be given more to do now; empty if it may. Asked on
///   the scheduler's thread, and must not block
/// @param machine what the runs with `mem:` and `cpu:` share; of what is absent there is always
///   enough. Asked once, by the first of them
public record Brakes(
        int mostRunning, Supplier<Optional<String>> pressure, Supplier<Limits> machine) {

    private static final Supplier<Optional<String>> NEVER = Optional::empty;

    /// As cron has it: nothing does.
    public static final Brakes NONE = new Brakes(0, NEVER, () -> Limits.NONE);

    public Brakes(int mostRunning, Supplier<Optional<String>> pressure) {
        this(mostRunning, pressure, () -> Limits.NONE);
    }

    /// On a machine that has so much.
    public Brakes on(Supplier<Limits> other) {
        return new Brakes(mostRunning, pressure, other);
    }

    /// Whether a run that asks for no share of the machine is never held up.
    boolean areOff() {
        return mostRunning == 0 && pressure == NEVER;
    }

    /// @param running how many runs go on
    /// @param which they are
    /// @return why another one is not to be started, in words that follow `queued:`
    Optional<String> hold(int running, Supplier<String> which) {
        if (mostRunning > 0 && running >= mostRunning) {
            return Optional.of("max-running is " + mostRunning + " (" + which.get() + ")");
        }
        // What somebody else uses up may never come back: one of ours goes on whatever it is.
        return running == 0 ? Optional.empty() : pressure.get();
    }
}

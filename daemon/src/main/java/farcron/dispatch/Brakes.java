package farcron.dispatch;

import java.util.Optional;
import java.util.function.Supplier;

/// What holds up starts of all jobs alike.
///
/// @param mostRunning no more runs at once; 0: as many as there are
/// @param pressure why the machine should not be given more to do now; empty if it may. Asked on
///   the scheduler's thread, and must not block
public record Brakes(int mostRunning, Supplier<Optional<String>> pressure) {

    /// As cron has it: nothing does.
    public static final Brakes NONE = new Brakes(0, Optional::empty);

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

package farcron.aws;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/// What the container of a task does.
@FunctionalInterface
public interface TaskBody {

    /// @param command the entry point of the definition, and after it the command
    /// @param environment all of it; later ones of the definition are overridden already
    /// @param out takes lines of output, without a newline; any thread
    record Launch(
            String arn,
            String container,
            List<String> command,
            Map<String, String> environment,
            Consumer<String> out) {}

    /// A command that runs, or has run.
    interface Work {

        /// When it ends, as far as that is known; [Instant#MAX] if it is not.
        Instant ends();

        /// Absent until it has ended.
        OptionalInt exitCode(Instant now);

        /// @param force SIGKILL and not SIGTERM
        void signal(boolean force, Instant now);
    }

    /// @throws IOException with the reason if the command cannot be executed
    Work begin(Launch launch, Instant now) throws IOException;

    /// It takes its time, and leaves at a SIGTERM as most programs do.
    static TaskBody lasting(Duration length, int exitCode) {
        return (_, now) -> new TimedWork(now.plus(length), exitCode, Duration.ZERO, 143);
    }

    /// It ends by nothing but a signal.
    static TaskBody endless() {
        return (_, _) -> new TimedWork(Instant.MAX, 0, Duration.ZERO, 143);
    }
}

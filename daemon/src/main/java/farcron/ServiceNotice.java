package farcron;

import farcron.job.RunState;
import farcron.job.StatusSnapshot;
import farcron.os.NotifySocket;
import farcron.schedule.Watchdog;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What a service manager, such as systemd, is told of the daemon: that it is ready, that its
/// scheduler lives, how it is, and that it ends. Nothing, where there is none.
///
/// @param socket where it reads
/// @param interval within which it wants to hear of the scheduler
/// @param trouble told of what could not be told
record ServiceNotice(Optional<NotifySocket> socket, Duration interval, Consumer<String> trouble) {

    /// Often enough for who only looks.
    private static final Duration UNASKED = Duration.ofMinutes(3);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// For who has started this process.
    static ServiceNotice here(Consumer<String> trouble) {
        return of(System.getenv(), ProcessHandle.current().pid(), trouble);
    }

    static ServiceNotice of(Map<String, String> environment, long pid, Consumer<String> trouble) {
        return new ServiceNotice(
                NotifySocket.of(environment),
                NotifySocket.watchdog(environment, pid).orElse(UNASKED),
                trouble);
    }

    /// Lines run, and questions are answered.
    void ready(StatusSnapshot now) {
        tell("READY=1\nSTATUS=" + status(now), PATIENCE);
    }

    /// From now on nothing new is started.
    void stopping() {
        tell("STOPPING=1\nSTATUS=stopping; running jobs go on", PATIENCE);
    }

    /// Hears of trouble at once. The scheduler's thread never waits: who does not keep up hears of
    /// a later step.
    Watchdog watchdog(Supplier<StatusSnapshot> now) {
        return socket.isEmpty()
                ? Watchdog.none()
                : new Watchdog(
                        interval,
                        () -> trouble(now.get()),
                        () -> tell("WATCHDOG=1\nSTATUS=" + status(now.get()), Duration.ZERO));
    }

    /// @return whether nobody wants to know, or knows
    private boolean tell(String state, Duration patience) {
        if (socket.isEmpty()) {
            return true;
        }
        try {
            socket.get().tell(state, patience);
            return true;
        } catch (IOException failure) {
            trouble.accept("the service manager cannot be told: " + failure.getMessage());
            return false;
        }
    }

    /// One line: the worst comes last, where the eye stops.
    static String status(StatusSnapshot now) {
        long running = now.open().stream().filter(run -> run.state() == RunState.RUNNING).count();
        String status =
                "%d jobs in %d files, %d running%s"
                        .formatted(
                                now.table().jobs().size(),
                                now.table().files().size(),
                                running,
                                trouble(now));
        return status.replace('\n', ' ');
    }

    /// Empty if there is none.
    private static String trouble(StatusSnapshot now) {
        long bad = now.table().files().stream().filter(file -> !file.ok()).count();
        StringBuilder trouble = new StringBuilder();
        if (bad > 0) {
            trouble.append("; errors in %d of them: farcron status tells".formatted(bad));
        }
        if (!now.recordProblem().isEmpty()) {
            trouble.append("; nothing can be recorded: ").append(now.recordProblem());
        }
        return trouble.toString();
    }
}

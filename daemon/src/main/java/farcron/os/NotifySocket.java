package farcron.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Where a service manager, such as systemd, reads how its service is, sd_notify(3). Any thread.
///
/// @param name a path, or a name in no file system behind an `@`
public record NotifySocket(String name) {

    private static final String SOCKET = "NOTIFY_SOCKET";
    private static final String WATCHDOG_USEC = "WATCHDOG_USEC";
    private static final String WATCHDOG_PID = "WATCHDOG_PID";

    /// Absent where nobody wants to know. A kind of socket that is none of unix(7) counts as that.
    public static Optional<NotifySocket> of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(SOCKET))
                .filter(name -> name.startsWith("/") || name.startsWith("@"))
                .map(NotifySocket::new);
    }

    /// Within what time the manager wants to hear `WATCHDOG=1` again and again,
    /// sd_watchdog_enabled(3). Absent where it does not, or wants it from another process.
    public static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
        String other = environment.getOrDefault(WATCHDOG_PID, Long.toString(pid));
        return Optional.ofNullable(environment.get(WATCHDOG_USEC))
                .filter(micros ->
                        other.equals(Long.toString(pid)) && micros.matches("[1-9]\\d{0,15}"))
                .map(micros -> Duration.ofNanos(1000 * Long.parseLong(micros)));
    }

    /// Looks whether somebody reads there, so that the first word to him is quickly said.
    public void prepare() {
        try {
            MessageSocket.connect(name).close();
        } catch (IOException _) {
            // Who has something to say finds the same.
        }
    }

    /// @param state assignments such as `READY=1`, one a line
    /// @param patience how long to wait, if the manager does not keep up with what it is told
    /// @throws IOException if it was not told
    public void tell(String state, Duration patience) throws IOException {
        try (MessageSocket socket = MessageSocket.connect(name)) {
            byte[] message = state.getBytes(StandardCharsets.UTF_8);
            if (!socket.send(message, (int) patience.toMillis())) {
                throw new IOException(name + " is full: its reader does not keep up");
            }
        }
    }
}

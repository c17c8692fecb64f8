package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.os.LogReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a service manager hears of a daemon, and what jobs do not.
class ServiceIT {

    @RegisterExtension private final Place place = new Place();

    @Test
    void a_manager_hears_when_it_is_ready_that_it_lives_and_when_it_ends() throws Exception {
        place.write("@every 1s name:often env > $PLACE/environment");
        Path socket = place.folder().resolve("notify");
        try (LogReader manager = new LogReader(socket)) {
            RunningDaemon daemon =
                    place.launch()
                            .with("NOTIFY_SOCKET", socket.toString())
                            .with("WATCHDOG_USEC", "3000000")
                            .start();
            assertThat(until(manager, "READY=1").getLast())
                    .as("the first run may be on its way already")
                    .matches("READY=1\nSTATUS=1 jobs in 1 files, \\d+ running");
            assertThat(daemon.ask("GET", "/health", "*/*").status()).isEqualTo(200);
            until(manager, "WATCHDOG=1");
            until(manager, "WATCHDOG=1");

            daemon.awaitEnds("often", 1);
            assertThat(Files.readString(place.folder().resolve("environment")))
                    .as("what it has for itself is not for jobs")
                    .doesNotContain("NOTIFY_SOCKET", "WATCHDOG");
            daemon.stop();
            assertThat(until(manager, "STOPPING=1").getLast()).startsWith("STOPPING=1\nSTATUS=");
        }
    }

    /// What it hears until the first message that begins so.
    private static List<String> until(LogReader manager, String begin) {
        List<String> heard = new ArrayList<>();
        do {
            heard.add(manager.next());
        } while (!heard.getLast().startsWith(begin));
        return heard;
    }
}

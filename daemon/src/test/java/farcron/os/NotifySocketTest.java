package farcron.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

class NotifySocketTest {

    @Test
    void a_state_arrives_as_it_is(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("notify");
        try (LogReader manager = new LogReader(path)) {
            new NotifySocket(path.toString()).tell("READY=1\nSTATUS=läuft", Duration.ZERO);
            assertThat(manager.next()).isEqualTo("READY=1\nSTATUS=läuft");
        }
    }

    @Test
    void a_name_in_no_file_system_is_as_good() throws IOException {
        String name = "@farcron-test-" + ProcessHandle.current().pid();
        try (LogReader manager = new LogReader(name)) {
            new NotifySocket(name).tell("READY=1", Duration.ZERO);
            assertThat(manager.next()).isEqualTo("READY=1");
        }
    }

    @Test
    void a_manager_that_is_gone_is_an_error(@TempDir Path folder) {
        NotifySocket gone = new NotifySocket(folder.resolve("gone").toString());
        assertThatThrownBy(() -> gone.tell("READY=1", Duration.ZERO))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(gone.name());
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    socket              | told                | why
                                        |                     | nobody asks
                    /run/systemd/notify | /run/systemd/notify | a path
                    @/org/systemd/1     | @/org/systemd/1     | a name in no file system
                    vsock:2:1234        |                     | of a virtual machine; not ours to reach
                    ''                  |                     | set, but to nothing
                    """)
    void a_manager_is_where_its_variable_says(String socket, String told, String why) {
        Map<String, String> environment = new HashMap<>();
        Optional.ofNullable(socket).ifPresent(value -> environment.put("NOTIFY_SOCKET", value));
        assertThat(NotifySocket.of(environment).map(NotifySocket::name))
                .isEqualTo(Optional.ofNullable(told));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    micros    | pid | interval | why
                              |     |          | it wants to hear nothing
                    180000000 | 42  | PT3M     | from this process
                    180000000 |     | PT3M     | from whom it has started
                    180000000 | 41  |          | from another process, which has started this one
                    0         | 42  |          | never is not an interval
                    soon      | 42  |          | not a number
                    """)
    void an_interval_is_for_the_process_it_names(
            String micros, String pid, Duration interval, String why) {
        Map<String, String> environment = new HashMap<>();
        Optional.ofNullable(micros).ifPresent(value -> environment.put("WATCHDOG_USEC", value));
        Optional.ofNullable(pid).ifPresent(value -> environment.put("WATCHDOG_PID", value));
        assertThat(NotifySocket.watchdog(environment, 42)).isEqualTo(Optional.ofNullable(interval));
    }
}

package farcron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

class SocketOptionTest {

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    socket | state | environment                         | places                                                          | why
                    /a/s   | /b    | FARCRON_SOCKET=/c/s                 | /a/s                                                            | what was typed, and nothing else
                    -      | /b    | FARCRON_SOCKET=/c/s                 | /b/farcron.sock                                                 | typed before environment
                    -      | -     | FARCRON_SOCKET=/c/s FARCRON_STATE=/d | /c/s                                                           | the socket itself before its folder
                    -      | -     | FARCRON_STATE=/d                    | /d/farcron.sock                                                 | its folder
                    -      | -     | HOME=/home/a                        | /home/a/.local/state/farcron/farcron.sock /run/farcron/farcron.sock | the user's own, then the system's
                    -      | -     | XDG_STATE_HOME=/x HOME=/h           | /x/farcron/farcron.sock /run/farcron/farcron.sock               | where the user keeps state
                    -      | -     | FARCRON_SOCKET= HOME=/h             | /h/.local/state/farcron/farcron.sock /run/farcron/farcron.sock  | empty is as good as unset
                    """)
    void the_socket_is_looked_for(
            String socket, String state, String environment, String places, String why) {
        Map<String, String> variables =
                Arrays.stream(environment.split(" "))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        var given = new SocketOption.Given(Optional.ofNullable(socket), Optional.ofNullable(state));
        assertThat(SocketOption.candidates(given, variables))
                .isEqualTo(Arrays.stream(places.split(" ")).map(Path::of).toList());
    }
}

package farcron;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class DaemonWordsTest {

    private static List<String> words(String line) {
        return line.isBlank() ? List.of() : List.of(line.split(" "));
    }

    @Test
    void a_unit_s_command_line_is_taken_apart() {
        assertThat(DaemonWords.plain(words("--state /s a --listen=none b")))
                .hasValue(
                        new DaemonWords(
                                Map.of(Option.STATE, "/s", Option.LISTEN, "none"),
                                List.of(Path.of("a"), Path.of("b"))));
        assertThat(DaemonWords.plain(List.of())).hasValue(new DaemonWords(Map.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "-h",
                "--no-such-option x",
                "--state",
                "--state /a --state /b",
                "--state --listen none",
                "-- a",
                "@arguments",
                "--state /a -x"
            })
    void what_is_special_is_for_the_library(String line) {
        assertThat(DaemonWords.plain(words(line))).isEmpty();
    }
}

package farcron.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;

class HardwareTest {

    @TempDir private Path root;

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    online   | processors | why
                    0        | 1          | one
                    0-3      | 4          | four
                    0-3,8-11 | 8          | some are switched off
                    0,2      | 2          | each second one
                    """)
    void it_counts_the_processors_that_are_switched_on(String online, int processors, String why)
            throws IOException {
        write("sys/devices/system/cpu/online", online + "\n");

        assertThat(Hardware.of(root).processors()).hasValue(processors);
    }

    @Test
    void it_has_all_the_memory_and_not_only_what_is_free() throws IOException {
        write("proc/meminfo", "MemTotal:       32803032 kB\nMemFree:         1016 kB\n");

        assertThat(Hardware.of(root).memory()).hasValue(32_803_032L * 1024);
    }

    @Test
    void what_the_kernel_does_not_tell_is_not_guessed() {
        assertThat(Hardware.of(root))
                .isEqualTo(new Hardware(OptionalLong.empty(), OptionalInt.empty()));
    }

    @Test
    void this_machine_has_something() {
        Hardware here = Hardware.here();

        assertThat(here.memory().orElseThrow()).isGreaterThan(1L << 26);
        assertThat(here.processors().orElseThrow()).isPositive();
    }
}

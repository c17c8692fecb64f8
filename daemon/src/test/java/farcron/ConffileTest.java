package farcron;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The configuration file as it is installed: it says all, and sets nothing.
class ConffileTest {

    private static final Path INSTALLED = Path.of("../packaging/farcron.conf");

    @TempDir private Path folder;

    @Test
    void it_sets_nothing() throws IOException {
        assertThat(Files.readAllLines(INSTALLED)).allMatch(line -> line.matches("|#.*"));
    }

    @Test
    void each_setting_stands_there_once_below_a_remark() throws IOException {
        List<String> lines = Files.readAllLines(INSTALLED);

        assertThat(lines.stream().filter(ConffileTest::isSetting).map(ConffileTest::key))
                .containsExactlyInAnyOrderElementsOf(Option.keys());
        for (int i = 0; i < lines.size(); i++) {
            if (isSetting(lines.get(i))) {
                assertThat(lines.get(i - 1)).startsWith("# ");
            }
        }
    }

    @Test
    void what_stands_there_is_what_holds_without_it() throws IOException {
        Path file = folder.resolve("farcron.conf");
        Files.write(
                file,
                Files.readAllLines(INSTALLED).stream()
                        .map(line -> isSetting(line) ? line.substring(1) : line)
                        .toList());
        Settings settings = new Settings(Map.of(), Map.of(), file);

        assertThat(settings.mistakes()).isEmpty();
        for (Option option : Option.values()) {
            assertThat(settings.text(option)).as(option.key()).isEqualTo(ofTheSystem(option));
        }
    }

    /// Where it depends on how the daemon is run: that of the machine's.
    private static String ofTheSystem(Option option) {
        return switch (option) {
            case STATE -> Places.STATE.toString();
            case SOCKET -> Places.SOCKET.toString();
            default -> option.standard();
        };
    }

    private static boolean isSetting(String line) {
        return line.matches("#[a-z].*");
    }

    private static String key(String line) {
        return line.substring(1, line.indexOf('=')).strip().replaceFirst("^fargate\\.", "fargate-");
    }
}

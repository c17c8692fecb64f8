package farcron.report;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.ManPage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The man page farcron(8) tells of the addresses that are answered, and of no other.
class HttpPageTest {

    private static final Pattern ADDRESS = Pattern.compile("\\bGET (/[A-Za-z/]*)");

    @Test
    void each_address_is_on_the_page(@TempDir Path folder) {
        try (Scene scene = new Scene(folder)) {
            scene.open();
            String all = scene.text("/nowhere").strip();
            String[] answered = all.substring(all.indexOf('/')).split(" ");

            assertThat(onThePage()).containsExactlyInAnyOrder(answered);
        }
    }

    /// But for `/crontab`, which only the system's daemon has.
    private static List<String> onThePage() {
        return ManPage.named("farcron.8").lines().stream()
                .filter(line -> line.startsWith(".It GET "))
                .flatMap(line -> ADDRESS.matcher(line).results())
                .map(address -> address.group(1))
                .filter(address -> !address.equals("/crontab"))
                .toList();
    }
}

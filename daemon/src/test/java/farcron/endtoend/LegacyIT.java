package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The last step of the walk-through of `examples/legacy`: its daemon with `--fargate local`, and
/// what its commands show. The steps before are told by `ExamplesLegacyTest`.
class LegacyIT {

    private static final Path LEGACY = Path.of("..", "examples", "legacy");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```live\n(.*?)^```$");

    @RegisterExtension private final Place place = new Place();

    @Test
    void its_last_step_shows_what_its_commands_print() throws Exception {
        Path folder = place.folder().resolve("play");
        assertThat(Place.did("sh", LEGACY.resolve("play").toString(), folder.toString())).isTrue();
        RunningDaemon daemon =
                place.launch()
                        .crontabs(folder.resolve("etl.crontab"))
                        .option("--fargate", "local")
                        .start();
        Matcher block = BLOCK.matcher(Files.readString(LEGACY.resolve("README.md")));
        assertThat(block.find()).isTrue();
        for (String step : block.group(1).split("(?m)^\\$ ")) {
            if (!step.isEmpty()) {
                assertThat(print(step.lines().findFirst().orElseThrow(), daemon)).isEqualTo(step);
            }
        }
    }

    private String print(String command, RunningDaemon daemon) throws Exception {
        String typed = command.replace("/tmp/play/state", daemon.state().toString());
        Launch.Said said = place.launch().run(typed.replaceFirst("^farcron ", "").split(" "));
        if (command.contains(" run ")) {
            Deadline.until(
                    "the chain has come to its end",
                    Duration.ofMinutes(1),
                    () -> !daemon.ended("load").isEmpty() && !daemon.ended("page").isEmpty());
        }
        // A line that was due since the start has a run as well.
        String out = said.out().replaceFirst("^run \\d+ of", "run 1 of");
        return command + "\n" + out.replaceAll("asked for by \\S+", "asked for by you");
    }
}

package farcron;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.load.Loaded;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The README cannot contradict the program.
class ReadmeTest {

    private static final String README = read();

    private static String read() {
        try {
            return Files.readString(Path.of("../README.md"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void its_crontab_has_no_problem_and_each_of_its_lines_runs() {
        Matcher block = Pattern.compile("```crontab\n(.*?)```", Pattern.DOTALL).matcher(README);
        assertThat(block.find()).isTrue();
        Loaded loaded = Samples.load(block.group(1), ZoneId.of("Europe/Madrid"));

        assertThat(loaded.file().problems()).isEmpty();
        assertThat(loaded.jobs()).hasSize(9).allMatch(job -> job.runs());
    }

    @Test
    void its_table_of_options_is_the_one_in_the_code() {
        List<String> rows = new ArrayList<>();
        for (String line : README.split("\n")) {
            if (line.startsWith("| `--")) {
                String[] cells = line.replace("\\|", "/").split("\\|");
                rows.add(
                        cells[1].strip().replace("`", "")
                                + " "
                                + cells[2].strip().replace("`", ""));
            }
        }

        assertThat(rows)
                .containsExactlyElementsOf(
                        Arrays.stream(Option.values())
                                .map(option ->
                                        "--%s %s %s"
                                                .formatted(
                                                        option.key(),
                                                        option.value().replace("|", "/"),
                                                        option.variable()))
                                .toList());
    }

    @Test
    void its_defaults_are_those_of_the_code() {
        for (Option option : Option.values()) {
            if (!option.standard().isEmpty()) {
                assertThat(README)
                        .containsPattern(
                                "`"
                                        + option.variable()
                                        + "` \\| `"
                                        + Pattern.quote(option.standard())
                                        + "`");
            }
        }
    }

    @Test
    void its_first_screen_holds_the_two_commands() {
        String screen = String.join("\n", Arrays.copyOf(README.split("\n"), 24));

        assertThat(screen).contains("./farcron daemon examples/quickstart.crontab", "mvn verify");
    }

    @Test
    void the_commands_it_names_are_there() {
        var commands =
                new Commands(
                                new farcron.load.Reading(
                                        farcron.crontab.Grammar.Dialect.DEBIAN,
                                        ZoneId.of("UTC"),
                                        "host"),
                                java.time.InstantSource.fixed(java.time.Instant.EPOCH))
                        .all();
        Matcher named = Pattern.compile("`?(?:\\./)?farcron ([a-z]+)\\b").matcher(README);
        int count = 0;
        while (named.find()) {
            if (!named.group(1).matches("runs|on|reads|is|cannot|uses|will|needs|keeps|crontab")) {
                assertThat(commands.getSubcommands()).containsKey(named.group(1));
                count++;
            }
        }
        assertThat(count).isGreaterThan(8);
    }
}

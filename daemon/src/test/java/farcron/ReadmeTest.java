package farcron;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar;
import farcron.load.Loaded;
import farcron.load.Reading;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The README cannot contradict the program. What it leaves to the man pages, [ManPagesTest]
/// guards.
class ReadmeTest {

    private static final Path ROOT = Path.of("..");
    private static final String README = read();
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

    private static String read() {
        try {
            return Files.readString(ROOT.resolve("README.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<MatchResult> matches(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.DOTALL | Pattern.MULTILINE).matcher(text).results();
    }

    private static Stream<String> blocks(String language) {
        return matches("^```" + language + "\n(.*?)^```", README).map(block -> block.group(1));
    }

    @Test
    void its_first_screen_holds_the_two_commands() {
        String screen = String.join("\n", Arrays.copyOf(README.split("\n"), 24));

        assertThat(screen).contains("./farcron daemon examples/quickstart.crontab", "mvn verify");
    }

    @Test
    void its_crontab_has_no_problem_and_each_of_its_lines_runs() {
        List<String> crontabs = blocks("crontab").toList();
        assertThat(crontabs).hasSize(1);
        Loaded loaded = Samples.load(crontabs.getFirst(), MADRID);

        assertThat(loaded.file().problems()).isEmpty();
        assertThat(loaded.jobs()).hasSize(9).allMatch(job -> job.runs());
    }

    @Test
    void each_command_line_that_it_shows_can_be_typed() {
        List<String> typed =
                blocks("sh")
                        .flatMap(String::lines)
                        .flatMap(line -> Stream.of(line.split("  +#|&&|\\|")))
                        .map(part -> part.strip().replaceFirst("^(?:sudo )?(?:\\./)?", ""))
                        .filter(part -> part.startsWith("farcron "))
                        .toList();

        assertThat(typed).hasSizeGreaterThan(15);
        typed.forEach(CommandsThere::parse);
    }

    @Test
    void the_commands_it_names_are_there_with_these_options() {
        List<String> named =
                matches("`(?:\\./)?(farcron [a-z][^`]*)`", README)
                        .map(name -> name.group(1).replaceAll("[\\[\\]\\\\]", ""))
                        .toList();

        assertThat(named).hasSizeGreaterThan(12);
        named.forEach(CommandsThere::lookUp);
    }

    @Test
    void the_words_it_names_are_there() {
        Reading reading = new Reading(Grammar.Dialect.DEBIAN, MADRID, "host");
        List<String> named =
                matches("`([a-z-]{2,}):[^`/ ]*`", README).map(word -> word.group(1)).toList();

        assertThat(named)
                .hasSizeGreaterThan(8)
                .isSubsetOf(reading.grammar(Grammar.Format.USER).words());
    }

    @Test
    void the_settings_it_names_are_there() {
        String sentence =
                matches("The most used: (.*?)\\.", README).findFirst().orElseThrow().group(1);

        assertThat(matches("`([a-z-]+)`", sentence).map(name -> name.group(1)))
                .hasSizeGreaterThan(8)
                .isSubsetOf(Option.keys());
    }

    @Test
    void the_files_it_points_to_are_there() {
        List<Path> links =
                matches("\\]\\(([^)#:]+)\\)", README)
                        .map(link -> ROOT.resolve(link.group(1)))
                        .toList();

        assertThat(links).hasSizeGreaterThan(4).allMatch(Files::exists);
    }

    @Test
    void the_man_pages_it_names_are_there() {
        List<Path> pages =
                matches("`man ([158]) ([a-z.-]+)`", README)
                        .map(page -> ManPage.FOLDER.resolve(page.group(2) + "." + page.group(1)))
                        .toList();

        assertThat(pages).hasSizeGreaterThan(3).allMatch(Files::exists);
    }
}

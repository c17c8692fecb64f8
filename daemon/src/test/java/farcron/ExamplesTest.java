package farcron;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What people copy must work.
class ExamplesTest {

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../examples"))) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(".crontab")).sorted().toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }

    /// A file says of itself that it can be run by others, in its first remark.
    static List<Path> portableExamples() throws IOException {
        List<Path> found =
                examples().stream()
                        .filter(file ->
                                remark(file)
                                        .matches(".*\\b(E|e)very cron\\b.*|.*\\bany crontab\\b.*"))
                        .toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    private static String remark(Path file) {
        try {
            return String.join(
                    " ",
                    Files.readAllLines(file).stream()
                            .takeWhile(line -> line.startsWith("#"))
                            .toList());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String check(Grammar.Dialect dialect, String... arguments) {
        Terminal terminal = new Terminal(dialect);
        int status =
                terminal.type(Stream.concat(Stream.of("check"), Stream.of(arguments)).toList());
        return terminal.out() + "exit " + status;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_has_no_problem_whichever_cron_was_there_before(Path example) {
        for (Grammar.Dialect dialect : Grammar.Dialect.values()) {
            assertThat(check(dialect, example.toString())).as("%s", dialect).isEqualTo("exit 0");
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_begins_by_saying_what_it_shows(Path example) throws IOException {
        assertThat(Files.readAllLines(example).getFirst()).matches("# \\w.{10,}");
    }

    @ParameterizedTest
    @MethodSource("portableExamples")
    void an_example_for_every_cron_is_one(Path example) {
        assertThat(check(Grammar.Dialect.DEBIAN, "--portable", example.toString()))
                .isEqualTo("exit 0");
    }
}

package farcron;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The walk-through of `examples/legacy` shows what its commands really print.
class ExamplesLegacyTest {

    private static final Path LEGACY = Path.of("../examples/legacy");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\n(.*?)^```$");

    @TempDir private Path folder;

    /// What somebody types, and what comes of it.
    record Step(String command, String shown) {
        @Override
        public String toString() {
            return command;
        }
    }

    static List<Step> steps() throws IOException {
        List<Step> steps = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(Files.readString(LEGACY.resolve("README.md")));
        while (blocks.find()) {
            for (String step : blocks.group(1).split("(?m)^\\$ ")) {
                int end = step.indexOf('\n');
                if (end > 0) {
                    steps.add(new Step(step.substring(0, end), step.substring(end + 1)));
                }
            }
        }
        assertThat(steps).hasSizeGreaterThan(8);
        return steps;
    }

    @ParameterizedTest
    @MethodSource("steps")
    void a_step_shows_what_it_prints(Step step) throws IOException {
        copy();
        String printed = step.command().startsWith("farcron ") ? farcron(step) : shell(step);

        assertThat(printed.replace(folder + "/", "")).isEqualTo(step.shown());
    }

    /// With the log as old as it says that it is.
    private void copy() throws IOException {
        Files.createDirectory(folder.resolve("cron.d"));
        try (Stream<Path> files = Files.walk(LEGACY)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(LEGACY.relativize(file)));
            }
        }
        Instant written = Instant.parse("2026-11-21T08:00:00Z");
        Files.setLastModifiedTime(folder.resolve("night.log"), FileTime.from(written));
    }

    /// As if it was typed in that folder.
    private String farcron(Step step) {
        Terminal terminal = new Terminal(Grammar.Dialect.DEBIAN);
        terminal.type(
                Stream.of(step.command().split(" "))
                        .skip(1)
                        .map(word ->
                                Files.exists(folder.resolve(word))
                                        ? folder.resolve(word).toString()
                                        : word)
                        .toList());
        return terminal.out() + terminal.err();
    }

    private String shell(Step step) throws IOException {
        Process process =
                new ProcessBuilder("sh", "-c", step.command())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        return new String(process.getInputStream().readAllBytes());
    }
}

package farcron;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.clock.Recording;
import farcron.clock.WallClock;
import farcron.crontab.Grammar;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// `farcron next`, as it is typed, foretells what the real cron did.
class NextAsRecordedTest {

    private static final Path RECORDED = Path.of("src/test/resources/recorded");
    @TempDir private Path folder;
    private final Terminal terminal = new Terminal(Grammar.Dialect.DEBIAN);

    @ParameterizedTest
    @MethodSource("farcron.clock.Recording#cases")
    void each_recorded_crontab_is_due_as_the_real_cron_ran_it(Recording recording)
            throws IOException {
        String text = Files.readString(RECORDED.resolve("cases/" + recording.name() + ".crontab"));

        assertThat(foretold(text, recording)).isNotEmpty();
        assertThat(recording.withMinutesAsMeant().differences(foretold(text, recording))).isEmpty();
    }

    static Stream<Arguments> namedChanges() throws IOException {
        Map<String, List<Recording.Start>> cases = new TreeMap<>();
        for (String line : Files.readAllLines(RECORDED.resolve("dst.expected"))) {
            String[] cells = line.split("\t");
            String[] words = cells[1].split(" ");
            Instant at =
                    OffsetDateTime.parse(
                                    words[0], DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mmxx"))
                            .toInstant();
            long minute = LocalDateTime.parse(words[2]).toEpochSecond(ZoneOffset.UTC) / 60;
            cases.computeIfAbsent(cells[0], _ -> new ArrayList<>())
                    .add(new Recording.Start(at, minute, words[3]));
        }
        assertThat(cases).hasSize(13);
        return cases.entrySet().stream()
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("namedChanges")
    void around_each_recorded_clock_change_lines_are_due_as_the_real_cron_ran_them(
            String name, List<Recording.Start> starts) throws IOException {
        String place =
                Recording.TRANSITION_ZONES.keySet().stream()
                        .filter(name::startsWith)
                        .findFirst()
                        .orElseThrow();
        Recording recording =
                new Recording(
                        name,
                        ZoneId.of(Recording.TRANSITION_ZONES.get(place)),
                        starts.getFirst().at().minusSeconds(120),
                        starts.getLast().at().plusSeconds(120),
                        Instant.MAX,
                        Duration.ZERO,
                        List.of(),
                        starts);

        assertThat(
                        recording
                                .withMinutesAsMeant()
                                .differences(foretold(Recording.TRANSITION_JOBS, recording)))
                .isEmpty();
    }

    private List<Recording.Start> foretold(String crontab, Recording recording) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("crontab"),
                        crontab.strip().replaceAll("(?m) (j\\d+)$", " name:$1 $1") + "\n");
        List<String> words =
                List.of(
                        "next",
                        "--from",
                        recording.from().toString(),
                        "--until",
                        recording.until().toString(),
                        "--zone",
                        recording.zone().getId(),
                        file.toString());
        assertThat(terminal.type(words)).isZero();
        WallClock wall = new WallClock(recording.zone());
        List<Recording.Start> starts = new ArrayList<>();
        for (String line : terminal.out().split("\n")) {
            String[] cells = line.split("\t");
            if (!cells[0].equals("never")) {
                assertThat(cells[1]).as("name and command").isEqualTo(cells[2]);
                Instant at = OffsetDateTime.parse(cells[0]).toInstant();
                starts.add(new Recording.Start(at, wall.minute(at), cells[1]));
            }
        }
        return starts;
    }
}

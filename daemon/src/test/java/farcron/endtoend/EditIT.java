package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Edits on the real clock: whenever in a minute they are made, the next minute runs what they say,
/// and whoever edits a long crontab delays nobody.
class EditIT {

    private static final int TRIES = 10;
    private static final List<Integer> SECONDS = List.of(1, 30, 58);
    private static final int LONG = 10_000;

    private static final InstantSource CLOCK = InstantSource.system();

    @RegisterExtension private final Place place = new Place();

    @Test
    void an_edit_is_in_force_at_the_next_minute() throws Exception {
        Assumptions.assumeTrue(
                Boolean.getBoolean("farcron.slow"),
                "it takes ten minutes, and -Dfarcron.slow=true runs it: skipped");
        List<Path> files = new ArrayList<>();
        for (String name : names()) {
            files.add(place.folder().resolve("crontab-" + name));
            put(name, 0, false);
        }
        files.add(place.crontab());
        place.write(longText(0));
        place.launch().crontabs(files.toArray(Path[]::new)).start();
        // Not into the middle of a minute: its first edit is at :01.
        awaitSecond(0);
        for (int i = 1; i <= TRIES; i++) {
            for (int second : SECONDS) {
                awaitSecond(second);
                put(second + "-rename", i, true);
                put(second + "-in-place", i, false);
            }
            place.write(longText(i));
            awaitSecond(0);
            String want = Integer.toString(i);
            for (String name : names()) {
                Deadline.until(
                        "try " + i + " of " + name + " has run: " + place.lines(name),
                        Duration.ofSeconds(1),
                        () -> place.lines(name).contains(want));
            }
        }
        for (String name : names()) {
            assertThat(place.lines(name).stream().filter(line -> !line.equals("0")))
                    .as("each text once: " + name)
                    .hasSize(TRIES)
                    .doesNotHaveDuplicates();
        }
        BigDecimal latest =
                place.lines("starts").stream()
                        .map(line -> new BigDecimal(line).remainder(BigDecimal.valueOf(60)))
                        .max(BigDecimal::compareTo)
                        .orElseThrow();
        System.out.println("the latest start was " + latest + " s after its minute");
        assertThat(latest).isLessThan(BigDecimal.ONE);
    }

    private static List<String> names() {
        return SECONDS.stream()
                .flatMap(second -> List.of(second + "-rename", second + "-in-place").stream())
                .toList();
    }

    private void put(String name, int number, boolean byRename) throws IOException {
        Path file = place.folder().resolve("crontab-" + name);
        Path written = byRename ? place.folder().resolve("new") : file;
        Files.writeString(
                written,
                place.text(
                        "* * * * * name:at-%s echo %d >> $PLACE/%s".formatted(name, number, name)));
        if (byRename) {
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /// With a line that tells when it starts, before many that never do.
    private static String[] longText(int number) {
        String[] lines = new String[LONG];
        lines[0] = "* * * * * name:starts date +\\%s.\\%N >> $PLACE/starts";
        for (int i = 1; i < LONG; i++) {
            lines[i] = Place.NEVER + " name:never-%d echo %d".formatted(i, number);
        }
        return lines;
    }

    private static void awaitSecond(int second) {
        Deadline.until(
                "second " + second + " comes",
                Duration.ofSeconds(61),
                () -> CLOCK.instant().getEpochSecond() % 60 == second);
    }
}

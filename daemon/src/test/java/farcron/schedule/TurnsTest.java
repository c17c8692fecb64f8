package farcron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar;
import farcron.job.Firing;
import farcron.job.Job;
import farcron.job.Trigger;
import farcron.load.CrontabFile;
import farcron.load.Loaded;
import farcron.load.Reading;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Who starts first in a minute in which many are due.
class TurnsTest {

    private static final Instant EIGHT = Instant.parse("2026-11-21T08:00:00Z");

    /// A firing, written as `user.name@minute`.
    private static Firing firing(String text) {
        String[] parts = text.split("[.@]");
        String line = "* * * * * " + parts[0] + " name:" + parts[1] + " true\n";
        CrontabFile file =
                new CrontabFile(Path.of("/test"), Grammar.Format.SYSTEM, parts[0], parts[0]);
        Reading reading = new Reading(Grammar.Dialect.DEBIAN, ZoneOffset.UTC, "test-host");
        byte[] content = line.getBytes(StandardCharsets.UTF_8);
        Job job = Loaded.of(file, content, reading, EIGHT).jobs().getFirst();
        return new Firing(job, EIGHT.plusSeconds(60 * Long.parseLong(parts[2])), Trigger.SCHEDULE);
    }

    private static String text(Firing firing) {
        long minute = (firing.due().getEpochSecond() - EIGHT.getEpochSecond()) / 60;
        return firing.job().user() + "." + firing.job().key().name() + "@" + minute;
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    due                           | started                       | why
                    ann.a@0 ann.b@0 ann.c@0       | ann.a@0 ann.b@0 ann.c@0       | one user: as they stand in the file
                    ann.a@0 ann.b@0 bob.c@0       | ann.a@0 bob.c@0 ann.b@0       | bob does not wait for all of ann's
                    ann.a@0 bob.c@0 ann.b@0       | ann.a@0 bob.c@0 ann.b@0       | it is so already
                    ann.a@0 ann.b@0 bob.c@1       | ann.a@0 ann.b@0 bob.c@1       | an earlier due time goes before all turns
                    ann.a@0 ann.a@1 bob.c@0       | ann.a@0 bob.c@0 ann.a@1       | turns begin anew with each due time
                    """)
    void users_take_turns(String due, String started, String why) {
        List<Firing> firings = Arrays.stream(due.split(" ")).map(TurnsTest::firing).toList();

        assertThat(
                        Turns.taken(firings).stream()
                                .map(TurnsTest::text)
                                .collect(Collectors.joining(" ")))
                .isEqualTo(started);
    }
}

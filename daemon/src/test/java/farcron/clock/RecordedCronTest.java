package farcron.clock;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.Samples;
import farcron.job.Job;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What is foretold equals what the real cron did.
class RecordedCronTest {

    @ParameterizedTest
    @MethodSource("farcron.clock.Recording#cases")
    void random_crontabs_around_clock_changes_start_as_recorded(Recording recording) {
        List<Recording.Start> ours = new ArrayList<>();
        for (Job job : recording.jobs()) {
            ours.addAll(foretold(job, recording.from(), recording.until()));
        }

        assertThat(recording.starts()).isNotEmpty();
        assertThat(recording.differences(ours)).isEmpty();
    }

    @Test
    void there_are_as_many_recordings_as_were_made() {
        assertThat(Recording.cases()).hasSize(45);
        assertThat(Recording.steps()).hasSize(18);
    }

    static Stream<Arguments> transitions() throws IOException {
        Map<String, List<String>> cases = new TreeMap<>();
        Path file = Path.of("src/test/resources/recorded/dst.expected");
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.split("\t");
            cases.computeIfAbsent(cells[0], _ -> new ArrayList<>()).add(cells[1]);
        }
        assertThat(cases).hasSize(13);
        return cases.entrySet().stream()
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transitions")
    void named_clock_changes_start_as_recorded(String name, List<String> lines) {
        ZoneId zone =
                ZoneId.of(
                        Recording.TRANSITION_ZONES.entrySet().stream()
                                .filter(entry -> name.startsWith(entry.getKey()))
                                .findFirst()
                                .orElseThrow()
                                .getValue());
        List<Recording.Start> starts = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(" ");
            starts.add(Recording.start(words[0], words[2], words[3]));
        }
        Instant from = starts.getFirst().at().minusSeconds(120);
        Instant until = starts.getLast().at().plusSeconds(120);
        List<Job> jobs = Samples.jobs(Recording.named(Recording.TRANSITION_JOBS), zone);
        Recording recording =
                new Recording(
                        name,
                        zone,
                        from,
                        until,
                        Instant.MAX,
                        java.time.Duration.ZERO,
                        jobs,
                        starts);
        List<Recording.Start> ours = new ArrayList<>();
        jobs.forEach(job -> ours.addAll(foretold(job, from, until)));

        assertThat(recording.differences(ours)).isEmpty();
    }

    private static List<Recording.Start> foretold(Job job, Instant from, Instant until) {
        List<Recording.Start> starts = new ArrayList<>();
        Outlook outlook = Outlook.after(job.schedule(), job.zone(), from);
        while (outlook.hasNext() && outlook.peek().start().isBefore(until)) {
            Moment moment = outlook.next();
            starts.add(
                    new Recording.Start(moment.start(), moment.crontabMinute(), job.key().name()));
        }
        return starts;
    }
}

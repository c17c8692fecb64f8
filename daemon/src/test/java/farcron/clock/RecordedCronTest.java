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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What is foretold equals what the real cron did.
class RecordedCronTest {

    static final String TRANSITION_JOBS =
            """
            30 2 * * * j1
            30 1 * * * j2
            0 2 * * * j3
            0 3 * * * j4
            @daily j5
            @hourly j6
            */15 * * * * j7
            */20 2 * * * j8
            5,35 2 * * * j9
            0 0-23 * * * j10
            20 1-3 * * * j11
            45 23 * * * j12
            10 * * * * j13
            0-59/30 0-4 * * * j14
            """;

    static final Map<String, String> ZONES = new LinkedHashMap<>();

    static {
        ZONES.put("NY", "America/New_York");
        ZONES.put("London", "Europe/London");
        ZONES.put("Lord Howe", "Australia/Lord_Howe");
        ZONES.put("Sao Paulo", "America/Sao_Paulo");
        ZONES.put("Dublin", "Europe/Dublin");
        ZONES.put("Troll", "Antarctica/Troll");
        ZONES.put("Apia", "Pacific/Apia");
        ZONES.put("Caracas", "America/Caracas");
    }

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
                        ZONES.entrySet().stream()
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
        List<Job> jobs = Samples.jobs(Recording.named(TRANSITION_JOBS), zone);
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

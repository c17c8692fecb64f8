package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Lines start when they are due, each once.
class OnTimeIT {

    private static final int LINES = 300;

    @RegisterExtension private final Place place = new Place();

    @Test
    void a_line_that_is_due_each_minute_starts_within_a_second_after_it() throws Exception {
        place.write("* * * * * name:minute date +\\%s.\\%N > $PLACE/minute");
        RunningDaemon daemon = place.start();
        Deadline.until(
                "the minute comes",
                Duration.ofSeconds(65),
                () -> !daemon.ended("minute").isEmpty());

        Json run = daemon.runs("minute").getFirst();
        Instant due = run.time("scheduled_at");
        BigDecimal began = new BigDecimal(place.read("minute").strip());
        assertThat(due.getEpochSecond() % 60).isZero();
        assertThat(run.text("trigger")).isEqualTo("schedule");
        assertThat(run.time("started_at")).isBetween(due, due.plusSeconds(1));
        assertThat(began)
                .as("by the job's own clock")
                .isBetween(
                        BigDecimal.valueOf(due.getEpochSecond()),
                        BigDecimal.valueOf(due.getEpochSecond() + 1));
    }

    @Test
    void of_three_hundred_lines_that_are_due_at_once_each_runs_once() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= LINES; i++) {
            lines.add(
                    "@every 20s name:line-"
                            + i
                            + " echo "
                            + i
                            + " $FARCRON_RUN_ID"
                            + " $FARCRON_SCHEDULED_AT >> $PLACE/ran");
        }
        place.write(lines.toArray(String[]::new));
        RunningDaemon daemon = place.start();
        Deadline.until(
                "all have run",
                Duration.ofSeconds(40),
                () -> daemon.get("/runs?limit=1000&state=ok").list("runs").size() >= LINES);

        List<Json> runs = daemon.get("/runs?limit=1000").list("runs");
        Instant due = runs.getLast().time("scheduled_at");
        List<Json> first =
                runs.stream().filter(run -> run.time("scheduled_at").equals(due)).toList();
        assertThat(first).hasSize(LINES);
        assertThat(first).extracting(run -> run.text("job")).doesNotHaveDuplicates();
        assertThat(first).extracting(run -> run.text("state")).containsOnly("ok");
        Map<String, Long> written =
                place.lines("ran").stream()
                        .filter(line -> Instant.parse(line.split(" ")[2]).equals(due))
                        .collect(
                                Collectors.groupingBy(
                                        line -> line.split(" ")[1], Collectors.counting()));
        assertThat(written.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        first.stream().map(run -> run.text("id")).toList());
        assertThat(written.values()).containsOnly(1L);
    }
}

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
    private static final int MINUTES = 3;
    private static final Duration SECOND = Duration.ofSeconds(1);

    @RegisterExtension private final Place place = new Place();

    /// The machine itself may stand still for a while, but not at each minute.
    @Test
    void a_line_that_is_due_each_minute_starts_within_a_second_after_it() throws Exception {
        place.write("* * * * * name:minute date +\\%s.\\%N");
        RunningDaemon daemon = place.start();
        Duration lag = SECOND;
        for (int minute = 1; minute <= MINUTES && lag.compareTo(SECOND) >= 0; minute++) {
            lag = lag(daemon, minute);
        }
        assertThat(lag).isLessThan(SECOND);
    }

    /// Of so many runs the last one's, by its record and by the job's own clock.
    private static Duration lag(RunningDaemon daemon, int runs) throws Exception {
        Deadline.until(
                "the minute comes",
                Duration.ofMinutes(2),
                () -> daemon.ended("minute").size() >= runs);
        Json run = daemon.ended("minute").getFirst();
        Instant due = run.time("scheduled_at");
        Instant started = run.time("started_at");
        BigDecimal date = new BigDecimal(daemon.log(run.number("id")).strip());
        Instant began = Instant.ofEpochMilli(date.movePointRight(3).longValue());
        assertThat(due.getEpochSecond() % 60).isZero();
        assertThat(run.text("trigger")).isEqualTo("schedule");
        assertThat(started)
                .as("by the time of a file, which may be behind the clock")
                .isAfter(due.minusMillis(20));
        assertThat(began).as("by the job's own clock").isAfterOrEqualTo(due);
        return Duration.between(due, began.isAfter(started) ? began : started);
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

package farcron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.record.RunHistory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

/// What it costs to do nothing for long, or to have done nothing. The bounds are some ten times
/// what a small machine needs, and processor time, so that a busy one does not matter.
class EffortTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir private Path folder;
    private Life life;

    @BeforeEach
    void begin() {
        life = new Life(folder);
    }

    @AfterEach
    void end() {
        life.close();
    }

    private static Duration processorTime(Runnable deed) {
        var threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        deed.run();
        return Duration.ofNanos(threads.getCurrentThreadCpuTime() - begun);
    }

    @Test
    void a_month_of_minutes_with_nothing_due_costs_next_to_nothing() {
        life.in("Europe/Madrid").begin("0 0 1 1 * name:a true", "0 0 1 1 * name:b tz:UTC true");
        life.live(Duration.ofDays(3));
        Duration effort = processorTime(() -> life.live(Duration.ofDays(27)));

        assertThat(effort).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void minutes_with_nothing_due_are_written_down_twice_an_hour() {
        life.begin("0 0 1 1 * name:a true").live(MINUTE.multipliedBy(29));
        assertThat(lastSeen()).isEqualTo(Life.BEGIN);
        life.live(MINUTE.multipliedBy(2));
        assertThat(lastSeen()).isEqualTo(Instant.parse("2026-11-21T08:44:00Z"));
        life.live(MINUTE.multipliedBy(3)).reload("0 0 1 2 * name:a true");
        assertThat(lastSeen())
                .as("together with whatever else there is to write")
                .isEqualTo(Instant.parse("2026-11-21T08:47:00Z"));
    }

    private Instant lastSeen() {
        try (RunHistory history = new RunHistory(folder.resolve("farcron.db"))) {
            return history.sessions(Instant.EPOCH, life.time.instant().plus(MINUTE))
                    .getLast()
                    .lastTick();
        }
    }

    @Test
    void ten_thousand_lines_after_a_year_do_not_hold_up_the_start() {
        String[] words = {"", "catchup:last", "catchup:none", "catchup:last/30d"};
        String[] schedules = {"* * * * *", "*/5 * * * *", "30 2 * * *", "0 0 1 * *", "@every 90s"};
        String[] lines =
                IntStream.range(0, 10_000)
                        .mapToObj(i ->
                                "%s name:j%d %s true".formatted(schedules[i % 5], i, words[i % 4]))
                        .toArray(String[]::new);
        life.in("Europe/Madrid").begin(lines).pass(Duration.ofDays(365));
        Duration effort = processorTime(() -> life.begin(lines));

        assertThat(effort).isLessThan(Duration.ofSeconds(10));
    }
}

package farcron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

class WatchdogTest {

    private final AtomicInteger meals = new AtomicInteger();

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    interval | steps                | meals | why
                    PT3S     | 0                    | 1     | the first step feeds it
                    PT3S     | 0 1 2 3              | 4     | three times as often as it asks for
                    PT3S     | 0 0.2 0.4 0.6 0.8    | 1     | a busy scheduler costs no more
                    PT3S     | 0 0.9 1.8 2.7 3.6    | 3     | the next step makes up for one that came too early
                    PT3M     | 0 60 120 180         | 4     | each minute
                    PT1H     | 0 60 1199 1200 1260  | 2     | and not each minute
                    """)
    void it_is_fed_by_steps_but_not_by_each(
            Duration interval, String steps, int times, String why) {
        Watchdog watchdog = eats(interval);
        long start = Long.MAX_VALUE - 500_000_000; // nanoTime may run over
        for (String step : steps.split(" ")) {
            watchdog.stepped(start + Math.round(Double.parseDouble(step) * 1e9));
        }
        assertThat(meals.get()).isEqualTo(times);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    interval | wait  | why
                    PT3S     | PT1S  | no step may come too late for it
                    PT3M     | PT1M  | what the loop does anyway
                    PT1H     | PT1M  | the clock may have been set
                    """)
    void the_loop_waits_no_longer_than(Duration interval, Duration wait, String why) {
        assertThat(eats(interval).longestWait()).isEqualTo(wait);
    }

    private Watchdog eats(Duration interval) {
        return new Watchdog(interval, () -> "", () -> meals.incrementAndGet() > 0);
    }

    @Test
    void what_was_not_taken_is_offered_again_before_it_dies_of_it() {
        Watchdog watchdog =
                new Watchdog(Duration.ofMinutes(3), () -> "", () -> meals.incrementAndGet() > 5);
        watchdog.stepped(0);
        for (int second = 1; second < 120; second++) {
            watchdog.stepped(second * 1_000_000_000L);
        }
        assertThat(meals.get()).as("five were dropped in a minute").isEqualTo(6);
        assertThat(watchdog.longestWait()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void while_nobody_takes_it_the_loop_waits_less_long() {
        Watchdog watchdog = new Watchdog(Duration.ofMinutes(3), () -> "", () -> false);
        watchdog.stepped(0);
        assertThat(watchdog.longestWait()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void trouble_is_told_at_once_and_its_end() {
        AtomicReference<String> trouble = new AtomicReference<>("");
        Watchdog watchdog =
                new Watchdog(
                        Duration.ofMinutes(3), trouble::get, () -> meals.incrementAndGet() > 0);
        for (String now : List.of("", "", "the disk is full", "the disk is full", "", "")) {
            trouble.set(now);
            watchdog.stepped(0);
        }
        assertThat(meals.get()).isEqualTo(3);
    }

    @Test
    void where_there_is_none_the_loop_waits_a_minute() {
        assertThat(Watchdog.none().longestWait()).isEqualTo(Duration.ofMinutes(1));
    }
}

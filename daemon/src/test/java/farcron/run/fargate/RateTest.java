package farcron.run.fargate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class RateTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-11-21T00:00:00Z");

    @Test
    void five_hundred_calls_go_at_the_rate_after_the_burst() {
        Rate rate = new Rate(5, 10);
        List<Instant> gone = new ArrayList<>();
        for (Instant now = MIDNIGHT; gone.size() < 500; now = rate.next(now)) {
            if (rate.take(now)) {
                gone.add(now);
            }
        }

        assertThat(gone.getLast()).isBetween(at(97_000), at(98_500));
        assertThat(gone.get(9)).isBefore(at(500));
        for (int i = 0; i + 20 < gone.size(); i++) {
            Duration twenty = Duration.between(gone.get(i), gone.get(i + 20));
            assertThat(twenty).as("from call %d on", i).isGreaterThan(Duration.ofMillis(1_900));
        }
    }

    @Test
    void no_two_calls_go_at_the_same_moment_lest_they_overtake_each_other() {
        Rate rate = new Rate(5, 10);

        assertThat(rate.take(MIDNIGHT)).isTrue();
        assertThat(rate.take(MIDNIGHT)).isFalse();
        assertThat(rate.take(rate.next(MIDNIGHT))).isTrue();
    }

    @Test
    void a_call_goes_when_it_is_wanted_and_when_it_may() {
        Rate rate = new Rate(5, 1);
        rate.take(MIDNIGHT);

        assertThat(rate.next(MIDNIGHT, MIDNIGHT)).isEqualTo(at(200));
        assertThat(rate.next(at(300), MIDNIGHT)).isEqualTo(at(300));
        assertThat(rate.next(Instant.MAX, MIDNIGHT)).isEqualTo(Instant.MAX);
    }

    @Test
    void a_clock_that_was_set_back_by_hours_is_not_waited_for() {
        Rate rate = new Rate(5, 10);
        rate.take(MIDNIGHT);

        assertThat(rate.take(MIDNIGHT.minusSeconds(7_200))).isTrue();
    }

    private static Instant at(long millis) {
        return MIDNIGHT.plusMillis(millis);
    }
}

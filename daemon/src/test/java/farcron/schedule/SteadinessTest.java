package farcron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;

/// A run is given its time in the time in which programs run.
class SteadinessTest {

    private static final Duration MINUTES_19 = Duration.ofMinutes(19);

    @TempDir Path folder;
    private Life life;

    @BeforeEach
    void a_run_with_a_timeout_of_twenty_minutes_goes_on() {
        life = new Life(folder).begin("14 8 * * * name:a timeout:20m true");
        life.live(Duration.ofSeconds(30));
        assertThat(life.witness.started()).hasSize(1);
    }

    @AfterEach
    void end() {
        life.close();
    }

    @ParameterizedTest
    @CsvSource({
        "PT10H,  the machine slept or somebody set the clock",
        "PT-10H, somebody set the clock",
        "PT70S,  less than two looks at the clock apart",
        "PT-5S,  NTP"
    })
    void a_clock_that_moves_shortens_no_run_and_lengthens_none(Duration by, String why) {
        life.live(MINUTES_19);
        life.time.jumps(by);
        life.live(Duration.ofSeconds(58));
        assertThat(life.witness.acts()).as(why).doesNotContain("stop 1");

        life.live(Duration.ofSeconds(4));

        assertThat(life.witness.acts()).as(why).contains("stop 1");
    }

    @Test
    void a_scheduler_that_was_held_up_stops_what_has_had_its_time() {
        life.pass(Duration.ofHours(1)).wake();

        assertThat(life.witness.acts()).contains("stop 1");
    }

    @Test
    void a_run_that_ended_in_its_time_has_ended_so_whenever_that_is_heard() {
        life.pass(MINUTES_19).exited(1, 0);

        assertThat(life.news().getLast().state().name()).isEqualTo("OK");
    }
}

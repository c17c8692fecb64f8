package farcron.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;

/// When crontabs are looked at without a hint.
class LookTimesTest {

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    now                      | millis | why
                    2026-11-21T08:14:00Z     | 58000  | long enough before the next minute to read much
                    2026-11-21T08:14:30.500Z | 27500  | at the whole second
                    2026-11-21T08:14:57.999Z | 1      | at once
                    2026-11-21T08:14:58Z     | 1900   | it was just looked; once more right before the minute
                    2026-11-21T08:14:58.400Z | 1500   | the same
                    2026-11-21T08:14:59.899Z | 1      | the last chance
                    2026-11-21T08:14:59.900Z | 58100  | it was just looked
                    2026-11-21T08:14:59.999Z | 58001  | too late for this minute
                    1969-12-31T23:59:57Z     | 1000   | with a clock that was never set
                    """)
    void a_look_comes_before_the_minute(Instant now, long millis, String why) {
        assertThat(LookTimes.untilNext(now)).isEqualTo(Duration.ofMillis(millis));
    }
}

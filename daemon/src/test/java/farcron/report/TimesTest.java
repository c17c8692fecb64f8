package farcron.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

class TimesTest {

    private final Times times = new Times(Scene.NOW, Scene.MADRID);

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    at               | past        | coming     | why
                    2026-11-21T02:00 | today 02:00 | 02:00      | today
                    2026-11-20T02:31 | yest. 02:31 | 2026-11-20 | yesterday
                    2026-11-18T03:00 | Wed 03:00   | 2026-11-18 | within a week
                    2026-11-14T03:00 | 2026-11-14  | 2026-11-14 | the same weekday a week ago would mislead
                    2026-11-22T02:00 | 2026-11-22  | 02:00+1    | tomorrow
                    2026-11-25T03:00 | 2026-11-25  | Wed 03:00  | within a week
                    2026-12-24T18:00 | 2026-12-24  | 2026-12-24 | later
                    """)
    void a_moment_is_shown_short(String at, String past, String coming, String why) {
        assertThat(times.past(Scene.at(at))).isEqualTo(past);
        assertThat(times.coming(Scene.at(at))).isEqualTo(coming);
    }

    @ParameterizedTest
    @CsvSource({
        "0.4,0s,0s",
        "2,2s,2s",
        "842,14m02,14m",
        "8040,2h14m,2h 14m",
        "273600,3d4h,3d 4h",
        "-5,0s,0s"
    })
    void a_length_is_shown_short(double seconds, String took, String length) {
        Duration time = Duration.ofMillis((long) (seconds * 1000));
        assertThat(Times.took(time)).isEqualTo(took);
        assertThat(Times.length(time)).isEqualTo(length);
    }

    @Test
    void programs_get_seconds_and_an_offset() {
        Instant at = Instant.parse("2026-11-21T01:00:00.123456Z");
        assertThat(Times.rfc(at, Scene.MADRID)).isEqualTo("2026-11-21T02:00:00.123+01:00");
        assertThat(Times.rfc(at.minusNanos(123456000), ZoneId.of("UTC")))
                .isEqualTo("2026-11-21T01:00:00+00:00");
    }
}

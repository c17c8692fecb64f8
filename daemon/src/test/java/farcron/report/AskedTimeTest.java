package farcron.report;

import static farcron.report.Scene.at;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.job.RunState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.stream.Stream;

/// What is meant by a time that somebody types.
class AskedTimeTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private final Times times = new Times(Scene.NOW, Scene.MADRID);

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    text                      | meant            | why
                    02:00                     | 2026-11-21T02:00 | today
                    09:15                     | 2026-11-20T09:15 | the latest that has come
                    09:14:59                  | 2026-11-20T09:14 | to the second it has not come
                    today 10:00               | 2026-11-21T10:00 | today it is, although to come
                    yest. 02:31               | 2026-11-20T02:31 | as lists of runs have it
                    yesterday 02:31:07        | 2026-11-20T02:31 | as sentences have it
                    tomorrow 02:00            | 2026-11-22T02:00 | same
                    Wed 03:00                 | 2026-11-18T03:00 | the latest one
                    wed 03:00                 | 2026-11-18T03:00 | typed fast
                    Sat 09:00                 | 2026-11-21T09:00 | today is one
                    Sat 09:30                 | 2026-11-14T09:30 | but that is to come
                    2026-11-20 02:00          | 2026-11-20T02:00 | as sentences have it
                    on 2026-12-24 at 02:00    | 2026-12-24T02:00 | same
                    2026-12-24T02:00          | 2026-12-24T02:00 | as programs have it
                    2026-11-20T01:00:00Z      | 2026-11-20T02:00 | as waves have it
                    2026-11-19T20:00:00-05:00 | 2026-11-20T02:00 | in any zone
                    """)
    void a_time_is_read_on_the_clock_of_the_daemon(String text, String meant, String why) {
        for (ZoneId zone : new ZoneId[] {Scene.MADRID, NEW_YORK, ZoneId.of("UTC")}) {
            AskedTime asked = AskedTime.parse(text, times, zone);
            assertThat(asked.here()).as(why).isEqualTo(LocalDateTime.parse(meant));
            assertThat(asked.starts()).containsExactly(at(meant));
            assertThat(asked.local())
                    .isEqualTo(LocalDateTime.ofInstant(at(meant), zone))
                    .isEqualTo(LocalDateTime.ofInstant(asked.last(), zone));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T02:00",
                "2026-11-20T02:31",
                "2026-11-18T03:00",
                "2026-11-22T02:00",
                "2026-11-01T00:00"
            })
    void whatever_tells_the_time_of_a_day_can_be_typed(String moment) {
        Instant at = at(moment);
        Stream.of(times.past(at), times.spoken(at), times.whole(at), Times.rfc(at, NEW_YORK))
                .filter(text -> text.contains(":"))
                .forEach(text ->
                        assertThat(AskedTime.parse(text, times, NEW_YORK).starts())
                                .as(text)
                                .containsExactly(at));
    }

    @Test
    void where_the_zones_differ_both_clocks_are_told() {
        assertThat(AskedTime.parse("02:00", times, NEW_YORK).shown())
                .isEqualTo("2026-11-21 02:00 (2026-11-20 20:00 in America/New_York)");
        assertThat(AskedTime.parse("02:00", times, ZoneId.of("Europe/Paris")).shown())
                .isEqualTo("2026-11-21 02:00");
    }

    @Test
    void what_is_told_of_a_line_in_another_zone_finds_its_run(@TempDir Path folder) {
        try (Scene scene = new Scene(folder)) {
            scene.file("/etc/crontab", "CRON_TZ=America/New_York", "0 2 * * * root name:ny /x");
            Job job = scene.job("ny");
            assertThat(job.zone()).isEqualTo(NEW_YORK);
            RunRecord run = scene.ran("ny", RunState.OK, at("2026-11-21T08:00"), 0, "");
            scene.open();
            String told = times.past(run.due()).substring("today ".length());
            assertThat(told).isEqualTo("08:00");
            assertThat(scene.text("/why/ny?at=" + told))
                    .startsWith(
                            "ny: at 2026-11-21 08:00 (2026-11-21 02:00 in America/New_York): it"
                                    + " ran well (run 1, due today 08:00, ");
            assertThat(scene.text("/runs?wave=ny@" + told)).contains("today 08:00");
            scene.ask("POST", "/jobs/ny/run?from=" + told, "text/plain");
            assertThat(scene.acts)
                    .singleElement()
                    .asString()
                    .startsWith("rerun crontab/ny of 2026-11-21T07:00:00Z to 2026-11-21T07:01:00Z");
        }
    }

    @Test
    void who_asks_for_what_stands_in_the_crontab_is_told_how(@TempDir Path folder) {
        try (Scene scene = new Scene(folder)) {
            scene.file("/etc/crontab", "CRON_TZ=America/New_York", "0 2 * * * root name:ny /x");
            scene.open();
            assertThat(scene.text("/why/ny?at=02:00"))
                    .contains(
                            "it was not due at 2026-11-21 02:00 (2026-11-20 20:00 in"
                                    + " America/New_York)",
                            "hour 20 is not in `2`",
                            "times without an offset are read on the clock in Europe/Madrid; for"
                                    + " 2026-11-21 02:00 in America/New_York ask for"
                                    + " 2026-11-21T02:00:00-05:00");
            assertThat(scene.text("/why/ny?at=02:01")).doesNotContain("without an offset");
        }
    }
}

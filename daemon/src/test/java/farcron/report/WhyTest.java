package farcron.report;

import static farcron.report.Scene.at;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.RunRecord;
import farcron.job.RunState;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.Optional;

class WhyTest {

    @TempDir Path folder;
    private Scene scene;

    @BeforeEach
    void set_the_scene() {
        scene = new Scene(folder);
        scene.file(
                "/etc/crontab",
                "0 2 * * * root name:extract /opt/extract",
                "*/5 8-18 * * 1-5 root name:often /x",
                "0 4 13 * 5 root name:either /x",
                "30 2 * * * root name:night /x",
                "0 0 * 1 * root name:january /x");
        scene.open();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void a_failure_is_told_with_its_exit_status_its_times_and_its_last_output() {
        RunRecord run = scene.ran("extract", RunState.FAILED, at("2026-11-21T02:00"), 127, "");
        scene.output(run, "first\nsh: \u001b[1mextrakt\u001b[0m: not found\n");
        assertThat(scene.text("/why/extract"))
                .isEqualTo(
                        """
                        extract: it failed: exit 127 (the shell found no such command) (run 1, due today 02:00, took 14m02, by schedule)
                          the line at /etc/crontab:1 says `0 2 * * *`: at 02:00 every day
                          it is due again tomorrow 02:00, in 16h 46m
                          next due: 2026-11-22T02:00:00+01:00

                        last lines of its output:
                          | first
                          | sh: extrakt: not found
                        """);
    }

    @Test
    void a_job_that_never_ran_tells_since_when_it_is_known_and_when_it_is_due() {
        scene.firstSeen("extract", at("2026-11-21T08:00"));
        assertThat(scene.text("/why/extract"))
                .startsWith("extract: it has not run yet\n  the line was first seen today 08:00\n");
    }

    @Test
    void a_paused_job_tells_who_paused_it() {
        scene.pause("extract", Optional.empty());
        assertThat(scene.text("/why/extract"))
                .startsWith(
                        "extract: it is paused by ann since 2026-11-20 10:00 until it is resumed\n")
                .contains("  it is not due again before it is resumed\n");
    }

    @Test
    void a_job_paused_until_a_time_tells_when_it_is_due_after_that() {
        scene.pause("extract", Optional.of(at("2026-11-25T00:00")));
        assertThat(scene.text("/why/extract"))
                .contains("  it is due again on 2026-11-25 at 02:00, in 3d 16h\n")
                .doesNotContain("not due again");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    job     | at               | answer                                                                      | why
                    extract | 03:00            | hour 3 is not in `0 2`                                                      | see below
                    often   | 2026-11-20T09:07 | minute 7 is not in `*/5`, which is 0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50 and 55 | a step
                    often   | 2026-11-20T19:00 | hour 19 is not in `8-18`                                                    | a range says it all
                    often   | 2026-11-21T09:05 | Saturday is not in `1-5`                                                    | a day of the week
                    either  | 2026-11-21T04:00 | day 21 is not in `13`, and Saturday is not in `5` (as neither day field begins with `*`, one would do) | the day rule
                    january | 2026-11-21T00:00 | November is not in `1`                                                      | the month decides before the day
                    """)
    void a_time_that_is_not_due_names_the_field(String job, String at, String answer, String why) {
        String text = scene.text("/why/" + job + "?at=" + at);
        assertThat(text).contains("it was not due at");
        assertThat(text).contains(answer.replace("`0 2`", "`2`"));
    }

    @Test
    void the_nearest_due_times_are_told() {
        assertThat(scene.text("/why/either?at=2026-11-21T04:00"))
                .contains("  due before that: 2026-11-20T04:00:00+01:00\n")
                .contains("  next due: 2026-11-27T04:00:00+01:00\n");
    }

    @Test
    void a_time_that_was_not_on_the_clock_is_explained() {
        assertThat(scene.text("/why/night?at=2026-03-29T02:30"))
                .contains("was due at 2026-03-29 02:30")
                .contains(
                        "that time was not on the clock: it was put forward from 2026-03-29 02:00"
                                + " to 2026-03-29 03:00");
    }

    @Test
    void a_run_that_was_due_then_is_told_with_its_fate() {
        scene.ran("extract", RunState.OK, at("2026-11-20T02:00"), 0, "");
        assertThat(scene.text("/why/extract?at=2026-11-20T02:00"))
                .startsWith(
                        "extract: at 2026-11-20 02:00: it ran well (run 1, due yesterday 02:00");
        assertThat(scene.text("/why/extract?at=2026-11-20T01:00:00Z")).contains("it ran well");
    }

    @Test
    void a_time_while_the_daemon_was_down_is_told_with_from_and_until() {
        scene.firstSeen("extract", at("2026-11-01T00:00"));
        scene.up(at("2026-11-01T00:00"), at("2026-11-19T22:00"));
        scene.up(at("2026-11-20T08:00"), at("2026-11-21T09:14"));
        assertThat(scene.text("/why/extract?at=2026-11-20T02:00"))
                .startsWith(
                        "extract: it was due at 2026-11-20 02:00, but farcron was not running from"
                                + " 2026-11-19 22:00 until 2026-11-20 08:00\n");
    }

    @Test
    void a_firing_that_was_missed_together_with_later_ones_is_found() {
        scene.firstSeen("often", at("2026-11-01T00:00"));
        scene.up(at("2026-11-01T00:00"), at("2026-11-20T08:58"));
        scene.up(at("2026-11-20T10:01"), at("2026-11-21T09:14"));
        scene.not("often", RunState.MISSED, at("2026-11-20T10:00"), 13, "the daemon was down");
        assertThat(scene.text("/why/often?at=2026-11-20T09:05"))
                .contains("farcron was not running from 2026-11-20 08:58 until 2026-11-20 10:01")
                .contains(
                        "it was missed: the daemon was down (run 1, due yesterday 10:00, the last"
                                + " of 13 firings");
        assertThat(scene.text("/why/often?at=2026-11-20T08:50")).doesNotContain("13 firings");
    }

    @Test
    void a_line_that_was_not_there_yet_says_so() {
        scene.firstSeen("extract", at("2026-11-20T12:00"));
        assertThat(scene.text("/why/extract?at=2026-11-20T02:00"))
                .startsWith(
                        "extract: it was due at 2026-11-20 02:00, but the line was not there yet:"
                                + " it was first seen yesterday 12:00\n");
    }

    @Test
    void a_time_to_come_is_told_as_such() {
        assertThat(scene.text("/why/extract?at=2026-11-22T02:00"))
                .startsWith("extract: it will be due at 2026-11-22 02:00, in 16h 46m\n");
    }

    @ParameterizedTest
    @CsvSource({"yesterday", "25:00", "2026-13-01T00:00", "2026-11-20", "9999-01-01T00:00", "%00"})
    void a_time_that_cannot_be_read_is_answered_with_what_to_write(String at) {
        SocketClient.Answer answer = scene.ask("GET", "/why/extract?at=" + at, "text/plain");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).startsWith("the time is `");
    }
}

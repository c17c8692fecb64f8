package farcron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar;
import farcron.load.Reading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;

/// `farcron explain`, as it is typed.
class ExplainCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int explain(String... arguments) {
        Reading here = new Reading(Grammar.Dialect.DEBIAN, ZoneId.of("Europe/Madrid"), "test-host");
        InstantSource time = InstantSource.fixed(Instant.parse("2026-11-21T08:14:00Z"));
        return new CommandLine(new ExplainCommand(here, time))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void a_line_is_told_with_its_next_times_and_what_clock_changes_do_to_it() {
        assertThat(explain("30 2 * * * name:report /opt/report.sh")).isZero();
        assertThat(out.toString().lines())
                .contains(
                        "zone      Europe/Madrid",
                        "command   /opt/report.sh",
                        "name      report",
                        "next      2026-11-22T02:30:00+01:00",
                        "          2026-11-26T02:30:00+01:00",
                        "          2027-03-28, 02:00 to 03:00: 1 starts: 2027-03-28T03:00:00+02:00",
                        "          2027-10-31, 03:00 to 02:00: 1 starts:"
                                + " 2027-10-31T02:30:00+02:00");
        assertThat(out.toString()).startsWith("schedule  ").contains("it has fixed times: ");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    line                                | status | says                                                          | why
                    */30 * * * * true                   | 0      | 2027-10-31, 03:00 to 02:00: 50 starts:                        | the long day
                    */30 * * * * true                   | 0      | 2027-03-28, 02:00 to 03:00: 46 starts:                        | the short one
                    */30 * * * * true                   | 0      | its minute or hour begins with *                              | and why
                    0 9 * * * tz:UTC true               | 0      | clock     UTC never changes its clocks                        | nothing to tell
                    0 9 * * * tz:Asia/Tokyo true        | 0      | next      2026-11-22T09:00:00+09:00                           | in the line's zone
                    @daily jitter:1h name:a true        | 0      | s after each due time                                         | its delay
                    @every 90s true                     | 0      | next      2026-11-21T09:15:00+01:00                           | a period
                    @reboot true                        | 0      | schedule                                                      | no next time is told
                    0 0 30 2 * true                     | 0      | next      never                                               | impossible
                    61 * * * * true                     | 1      | line:1:1: error:                                              | a mistake
                    0 9 * * * notify:x true             | 1      | error: notify:x is not supported yet                          | it would not run
                    after:extract name:t train          | 0      | schedule  starts when extract has ended ok                    | no time of its own
                    0 0 30 2 * : after:extract; train   | 0      | schedule  starts when extract has ended ok                    | nor has that date
                    after:a,b@failed c                  | 0      | starts when a has ended ok and b has failed                   | all of them
                    after-any:a,etc/crontab/b@done c    | 0      | when a has ended ok or etc/crontab/b has ended, well or not   | the first of them
                    0 9 * * * after:a c                 | 0      | wait      until a has ended ok, at most until it is due again | it has a time
                    0 9 * * * after:a wait:1h30m c      | 0      | wait      until a has ended ok, at most 1h30m                 | and patience
                    after:t name:t c                    | 1      | error: line waits for itself: t -> t                          | it would not run
                    after:a@soon c                      | 1      | schedule  no time of its own                                  | nobody knows what it waits for
                    0 9 * * * timeout:2h c              | 0      | timeout   ended if it takes longer than 2h                    | its words
                    0 9 * * * mem:8G cpu:512 c          | 0      | limits    mem:8G cpu:0.5, all processes of a run together     | its words
                    0 9 * * * retry:3 c                 | 0      | retry     up to 3 more attempts after a failure, after delays that grow from 10s to 1h | its words
                    0 9 * * * overlap:queue c           | 0      | overlap   waits for the end of an earlier run                 | its words
                    0 9 * * * catchup:last/1d c         | 0      | catchup   the last one missed, if it is not older than 1d     | its words
                    0 9 * * * when:"test -e /x" c       | 0      | when      test -e /x exits 0                                  | its words
                    # a remark                          | 1      | this is no job line: nothing runs                             | nothing
                    FOO=bar                             | 1      | this is no job line: nothing runs                             | a variable
                    """)
    void a_line_is_explained(String line, int status, String says, String why) {
        assertThat(explain(line)).isEqualTo(status);
        assertThat(out.toString()).contains(says);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void a_line_of_a_system_file_has_a_user() {
        assertThat(explain("--system", "0 9 * * * root name:a true")).isZero();
        assertThat(out.toString()).contains("command   true");
    }

    @Test
    void that_the_others_are_not_there_is_not_told() {
        explain("after:extract name:train c");

        assertThat(out.toString().lines())
                .containsExactly(
                        "schedule  starts when extract has ended ok",
                        "zone      Europe/Madrid",
                        "command   c",
                        "name      train");
    }

    @Test
    void without_a_line_there_is_nothing_to_explain() {
        assertThat(explain()).isEqualTo(2);
        assertThat(err.toString()).contains("LINE");
    }
}

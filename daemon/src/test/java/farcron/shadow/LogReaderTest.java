package farcron.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;

class LogReaderTest {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

    private static LogReader reader(String now) {
        return new LogReader(MADRID, InstantSource.fixed(Instant.parse(now)));
    }

    private static String text(Fact fact) {
        return switch (fact) {
            case Fact.Ran(_, String user, String text, boolean whole) ->
                    user + " " + text + (whole ? "" : " …");
            case Fact.CronStarted(_, boolean boot) -> boot ? "BOOT" : "START";
            case Fact.Begun _, Fact.Lines _, Fact.Would _, Fact.Ended _ -> "-";
        };
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    line                                                                     | time                     | fact          | why
                    Nov 21 09:13:01 web1 CRON[812]: (root) CMD (run-parts /etc/cron.hourly)  | 2026-11-21T08:13:01Z     | root run-parts /etc/cron.hourly | Debian, RFC 3164
                    Nov  2 09:13:01 web1 CRON[812]: (ann) CMD (a)                            | 2026-11-02T08:13:01Z     | ann a         | one digit of a day
                    Dec 31 23:59:01 web1 CRON[812]: (ann) CMD (a)                            | 2025-12-31T22:59:01Z     | ann a         | of last year: this year's has not come
                    Feb 29 12:00:01 web1 CRON[812]: (ann) CMD (a)                            | 2024-02-29T11:00:01Z     | ann a         | only leap years have that day
                    Jul 21 09:13:01 web1 CRON[812]: (ann) CMD (a)                            | 2026-07-21T07:13:01Z     | ann a         | local time, in summer
                    2026-11-21T09:13:01.123456+01:00 web1 CRON[812]: (ann) CMD (a)           | 2026-11-21T08:13:01.123456Z | ann a      | newer rsyslog
                    2026-11-21T09:13:01+0100 web1 CRON[812]: (ann) CMD (a)                   | 2026-11-21T08:13:01Z     | ann a         | short-iso
                    2026-11-21T08:13:01Z web1 CRON[812]: (ann) CMD (a)                       | 2026-11-21T08:13:01Z     | ann a         | busybox and others
                    1795248781.250000 web1 CRON[812]: (ann) CMD (a)                          | 2026-11-21T08:13:01.250Z | ann a         | journalctl -o short-unix
                    <78>Nov 21 09:13:01 CRON[812]: (ann) CMD (a)                             | 2026-11-21T08:13:01Z     | ann a         | as syslog(3) sends it: no host
                    Nov 21 09:13:01 web1 CROND[812]: (ann) CMD (a (b) c)                     | 2026-11-21T08:13:01Z     | ann a (b) c   | cronie; parentheses within
                    Nov 21 09:13:01 web1 /USR/SBIN/CRON[812]: (ann) CMD (a)                  | 2026-11-21T08:13:01Z     | ann a         | Debian of old
                    Nov 21 09:13:01 web1 CRON[812]: (ann) CMD (caf\\303\\251^Ib )            | 2026-11-21T08:13:01Z     | ann caf\\303\\251^Ib | escapes stay as they are
                    Nov 21 09:13:01 web1 CRON[812]: (ann) CMD (cut off he                    | 2026-11-21T08:13:01Z     | ann cut off he … | too long for the log
                    Nov 21 09:13:01 web1 cron[1]: (CRON) STARTUP (fork ok)                   | 2026-11-21T08:13:01Z     | START         | Debian
                    Nov 21 09:13:01 web1 crond[1]: (CRON) STARTUP (1.7.2)                    | 2026-11-21T08:13:01Z     | START         | cronie
                    Nov 21 09:13:01 web1 cron[1]: (CRON) INFO (Running @reboot jobs)         | 2026-11-21T08:13:01Z     | BOOT          |
                    Nov 21 09:13:01 web1 CROND[9]: (ann) CMDEND (a)                          | 2026-11-21T08:13:01Z     |               | the end of a run
                    Nov 21 09:13:01 web1 CROND[9]: (ann) CMDOUT ((ann) CMD (a))              | 2026-11-21T08:13:01Z     |               | what a run has written
                    Nov 21 09:13:01 web1 su[9]: CRON[1]: (ann) CMD (a)                       | 2026-11-21T08:13:01Z     |               | somebody else says so
                    Nov 21 09:13:01 web1 crontab[9]: (ann) LIST (ann)                        | 2026-11-21T08:13:01Z     |               |
                    """)
    void a_line_tells(String line, String time, String fact, String why) {
        Optional<LogEntry> entry = reader("2026-11-21T08:30:00Z").read(line);

        assertThat(entry.map(LogEntry::at)).contains(Instant.parse(time));
        Optional<String> told = entry.flatMap(LogEntry::fact).map(LogReaderTest::text);
        assertThat(told.map(String::strip)).isEqualTo(Optional.ofNullable(fact));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    line                                  | why
                    \\tat java.lang.Thread.run            | the rest of a longer message
                    -- Boot 3f2a --                       | journalctl's own
                    Nov 31 09:13:01 web1 CRON[8]: x       | there is no such day
                    Nix 21 09:13:01 web1 CRON[8]: x       | nor such a month
                    2026-13-21T09:13:01Z web1 CRON[8]: x  | the same in figures
                    """)
    void other_lines_tell_nothing(String line, String why) {
        assertThat(reader("2026-11-21T08:30:00Z").read(line)).isEmpty();
    }

    @Test
    void the_hour_that_comes_twice_is_told_by_the_order_of_the_lines() {
        LogReader reader = reader("2026-10-25T12:00:00Z");

        assertThat(reader.read("Oct 25 02:50:01 h CRON[1]: (a) CMD (b)").orElseThrow().at())
                .isEqualTo("2026-10-25T00:50:01Z");
        assertThat(reader.read("Oct 25 02:10:01 h CRON[1]: (a) CMD (b)").orElseThrow().at())
                .isEqualTo("2026-10-25T01:10:01Z");
        assertThat(reader.read("Oct 25 02:50:01 h CRON[1]: (a) CMD (b)").orElseThrow().at())
                .isEqualTo("2026-10-25T01:50:01Z");
    }
}

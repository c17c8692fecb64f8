package farcron.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// Kinds of line, what stands around a line, and flags.
class LineTest {

    @Test
    void blank_lines_and_comments_are_nothing() {
        Crontab crontab = Reading.user("\n  \t\n# c\n \t# c * * * * * x\n\r\n#\u0000");
        assertThat(crontab.jobs()).isEmpty();
        assertThat(crontab.problems()).extracting(Problem::isError).containsOnly(false);
    }

    @Test
    void carriage_returns_are_cut_off_and_reported_once() {
        String text = "A=b\r\n* * * * * c\r\n\r\n# c\r\n";
        Crontab crontab = Reading.user(text);
        assertThat(crontab.jobs().getFirst().command().shell()).isEqualTo("c");
        assertThat(Reading.problems(Reading.USER, text))
                .isEqualTo(
                        "1:4: warning: this and 2 more lines end with a carriage return; other"
                            + " crons make it a part of the command; save the file with newlines"
                            + " alone");
    }

    @Test
    void a_byte_order_mark_is_passed_over() {
        String text = "\uFEFF* * * * * c\n";
        assertThat(Reading.job(text.strip()).position()).isEqualTo(new Position(1, 2));
        assertThat(Reading.problems(Reading.USER, text)).startsWith("1:1: warning: file begins");
    }

    @Test
    void the_last_line_counts_without_a_newline() {
        Crontab crontab = Reading.user("* * * * * c");
        assertThat(crontab.jobs()).hasSize(1);
        assertThat(crontab.problems().getFirst().line("f"))
                .isEqualTo(
                        "f:1:12: warning: last line has no newline; Debian's cron ignores the whole"
                                + " file, cronie this line; end the file with a newline");
    }

    @Test
    void a_nul_is_an_error_wherever_it_stands() {
        assertThat(Reading.problems(Reading.USER, "* * * * * a\0b\nA=\0\n"))
                .startsWith("1:12: error: line holds a NUL byte")
                .contains("\n2:3: error: line holds a NUL byte");
    }

    @Test
    void no_byte_of_a_command_is_lost() {
        byte[] line = "* * * * * echo ".getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[line.length + 256];
        System.arraycopy(line, 0, all, 0, line.length);
        for (int i = 0; i < 255; i++) {
            byte b = (byte) (i + 1);
            all[line.length + i] = b == '\n' || b == '%' ? (byte) 'x' : b;
        }
        all[all.length - 1] = '\n';
        Crontab crontab = Crontab.parse("f", all, Reading.USER);
        byte[] command = LosslessText.encode(crontab.jobs().getFirst().command().shell());
        assertThat(command).hasSize(260).endsWith(all[all.length - 2]).contains(0xFE, 0x80, 0xC3);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    line            | minutes | hours | days | weekdays | why
                    @hourly c       | 0       | *     | all  | all      | a wildcard job
                    @daily c        | 0       | 0     | all  | all      | a job with a fixed time
                    @midnight c     | 0       | 0     | all  | all      | the same
                    @weekly c       | 0       | 0     | *    | 0 7      | Sunday
                    @monthly c      | 0       | 0     | 1    | *        | the first
                    @yearly c       | 0       | 0     | 1    | *        | 1 January
                    @annually c     | 0       | 0     | 1    | *        | the same
                    """)
    void a_nickname_stands_for(
            String line, String minutes, String hours, String days, String weekdays, String why) {
        CalendarSchedule fields = ((Schedule.Calendar) Reading.job(line).schedule()).fields();
        assertThat(shown(fields.minutes(), FieldUnit.MINUTE)).as(why).isEqualTo(minutes);
        assertThat(shown(fields.hours(), FieldUnit.HOUR)).as(why).isEqualTo(hours);
        assertThat(shown(fields.daysOfMonth(), FieldUnit.DAY_OF_MONTH)).as(why).isEqualTo(days);
        assertThat(shown(fields.daysOfWeek(), FieldUnit.DAY_OF_WEEK)).as(why).isEqualTo(weekdays);
    }

    private static String shown(FieldSet set, FieldUnit unit) {
        return set.star()
                ? "*"
                : set.equals(FieldSet.all(unit, false)) ? "all" : Reading.values(set);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    period | seconds  | why
                    90s    | 90       | seconds
                    30m    | 1800     | minutes
                    2h     | 7200     | hours
                    1d     | 86400    | days
                    1h30m  | 5400     | as Go writes it
                    366d   | 31622400 | the longest
                    """)
    void every_takes(String period, long seconds, String why) {
        assertThat(Reading.job("@every  " + period + "\tc"))
                .as(why)
                .returns(new Schedule.Every(Duration.ofSeconds(seconds)), CrontabJob::schedule)
                .returns("@every " + period, CrontabJob::scheduleText);
    }

    @ParameterizedTest
    @CsvSource({"5m30", "1.5h", "500ms", "30m1h", "367d", "s", "-5m", "99999999999d", "999999999d"})
    void every_does_not_take(String period) {
        assertThat(Reading.problems(Reading.USER, "@every " + period + " c\n")).contains("error");
    }

    @Test
    void reboot_has_no_time() {
        assertThat(Reading.job("@reboot sleep 5").schedule()).isEqualTo(new Schedule.Boot());
    }

    @Test
    void the_schedule_is_kept_as_written_with_single_blanks() {
        assertThat(Reading.job("  5\t4   * jan\t fri-sun  c").scheduleText())
                .isEqualTo("5 4 * jan fri-sun");
        assertThat(Reading.job("-@daily c").scheduleText()).isEqualTo("@daily");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    line                 | flags                | command | why
                    * * * * * -n c       | MAIL_ONLY_ON_FAILURE | c       | cronie from 1.7
                    * * * * * -q -s c    | QUIET,SINGLE         | c       | OpenBSD
                    * * * * * -nqs c     | MAIL_ONLY_ON_FAILURE,QUIET,SINGLE | c | OpenBSD, joined
                    -5 * * * * c         | NO_LOG               | c       | minute 5, not minus 5
                    -* * * * * c         | NO_LOG               | c       | before a star
                    -@daily c            | NO_LOG               | c       | before a nickname
                    * * * * * -n name:x c | MAIL_ONLY_ON_FAILURE | c      | before words
                    * * * * * name:x -n c | MAIL_ONLY_ON_FAILURE | c      | after words
                    * * * * * : name:x; -s c | SINGLE            | c      | after a guard
                    """)
    void cronie_flags(String line, String flags, String command, String why) {
        CrontabJob job = Reading.job(Reading.CRONIE, line + "\n");
        Set<Flag> expected = EnumSet.noneOf(Flag.class);
        for (String flag : flags.split(",")) {
            expected.add(Flag.valueOf(flag));
        }
        assertThat(job.flags()).as(why).isEqualTo(expected);
        assertThat(job.command().shell()).as(why).isEqualTo(command);
    }

    @Test
    void an_unknown_flag_is_an_error_in_the_dialect_that_has_flags() {
        assertThat(Reading.problems(Reading.CRONIE, "* * * * * -x c\n"))
                .startsWith("1:11: error: flag is `-x`, but flags are `-n`, `-q` and `-s`");
        assertThat(Reading.problems(Reading.CRONIE, "* * * * * -n\n"))
                .isEqualTo("1:13: error: command is missing; write a command at the line's end");
    }

    @Test
    void debian_gives_a_flag_to_the_shell() {
        assertThat(Reading.job("* * * * * -n c").command().shell()).isEqualTo("-n c");
        assertThat(Reading.problems(Reading.USER, "* * * * * -n c\n")).startsWith("1:11: warning:");
    }

    @Test
    void what_only_debian_refuses_is_no_news_where_cronie_runs() {
        String text = "A=\n-5 ~ * * * c\n5-64/30 * * * * " + "x".repeat(999) + "\n";
        assertThat(Reading.problems(Reading.CRONIE, text)).isEqualTo("ok");
        assertThat(Reading.problems(Reading.USER, text).lines())
                .hasSize(5)
                .allMatch(line -> line.contains("warning") && line.contains("Debian"));
    }

    @Test
    void a_system_line_has_a_user_before_its_command() {
        CrontabJob job = Reading.job(Reading.SYSTEM, "17 * * * *\troot  cd / && x\n");
        assertThat(job.user()).contains("root");
        assertThat(job.command().shell()).as("one blank separates").isEqualTo(" cd / && x");
        assertThat(Reading.job(Reading.SYSTEM, "@daily root x\n").user()).contains("root");
        assertThat(Reading.job(Reading.SYSTEM, "@daily root   name:a   x\n").command().shell())
                .isEqualTo("x");
        assertThat(Reading.job(Reading.USER, "@daily   x\n").command().shell()).isEqualTo("x");
        assertThat(job.name().text())
                .isEqualTo(Reading.job(Reading.SYSTEM, "@daily root cd / && x\n").name().text());
    }
}

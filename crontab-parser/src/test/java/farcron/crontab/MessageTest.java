package farcron.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people read about a line that does not run.
class MessageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    0 25 * * * c            | 1:3: error: hour is 25, but hours run 0-23; write 0 for midnight
                    60 * * * * c            | 1:1: error: minute is 60, but minutes run 0-59; write 0 for the full hour
                    0 0 0 * * c             | 1:5: error: day of month is 0, but days of the month run 1-31; write 1 for the first day
                    0 0 1,32 * * c          | 1:7: error: day of month is 32, but days of the month run 1-31; write 31 at most
                    0 0 * 0 * c             | 1:7: error: month is 0, but months run 1-12 or jan-dec; write 1 for January
                    0 0 * * 8 c             | 1:9: error: day of week is 8, but days of the week run 0-7 or sun-sat; write 0 or 7 for Sunday
                    0-60 * * * * c          | 1:3: error: minute is 60, but minutes run 0-59; write 0 for the full hour
                    4294967296 * * * * c    | 1:1: error: minute is `4294967296`, but minutes run 0-59; write at most three digits
                    5/10 * * * * c          | 1:1: error: minute is `5/10`, but a step needs a range; write `5-59/10`
                    */0 * * * * c           | 1:3: error: step of the minute field is `0`, but a step is a number of at least 1; write a step such as `*/5`
                    5; * * * * c            | 1:2: error: minute is `5;`, but `;` cannot stand after a value; Debian's cron reads the field as `5`; write `5`, or what is meant
                    ** * * * * c            | 1:2: error: minute is `**`, but `*` cannot stand after a value; Debian's cron reads the field as `*`; write `*`, or what is meant
                    1,5-10-,7 * * * * c     | 1:7: error: minute is `1,5-10-,7`, but `-,7` cannot stand after a value; Debian's cron reads the field as `1,5-10`; write `1,5-10`, or what is meant
                    30~10 * * * * c         | 1:1: error: minute is `30~10`, which ends before it begins; write the smaller value before the `~`
                    1,,2 * * * * c          | 1:3: error: minute `1,,2` lacks a value here; write a value, `*`, a range such as `2-5`, or a step such as `*/2`
                    ? * * * * c             | 1:1: error: minute is `?`, but minutes run 0-59; write `*`; only Quartz and its kin know `?`
                    H * * * * c             | 1:1: error: minute is `H`, but minutes run 0-59; write `~`; only Jenkins knows `H`
                    0 0 * january * c       | 1:7: error: month is `january`, but months run 1-12 or jan-dec; write the first three letters, `jan`
                    0 0 * sun * c           | 1:7: error: month is `sun`, but months run 1-12 or jan-dec; `sun` belongs into the day of week field; is a field missing?
                    * * * * c               | 1:9: error: only four time fields stand before `c`; write minute, hour, day of month, month and day of week, then the command
                    * * *                   | 1:6: error: line ends after 3 of the five time fields; the month is missing; write minute, hour, day of month, month and day of week, then the command
                    * * * * *               | 1:10: error: command is missing; write a command at the line's end
                    * * * * * * c           | 1:11: error: `*` stands after the fifth time field, and cron has no sixth; leave out the field for seconds or years; for less than a minute write `@every 10s`
                    - * * * * * c           | 1:1: error: `-` stands alone before the time fields; write it directly before the first field, as in `-*/5`, or leave it out
                    @DAILY c                | 1:1: error: nickname is `@DAILY`, which does not exist; write `@daily`
                    @every_minute c         | 1:1: error: nickname is `@every_minute`, which does not exist; write `* * * * *`
                    @5 c                    | 1:1: error: nickname is `@5`, which does not exist; write `@every 5s`
                    @quarterly c            | 1:1: error: nickname is `@quarterly`, which does not exist; write `0 0 1 1,4,7,10 *`
                    @every 0s c             | 1:8: error: period is `0s`, but periods run from 1s to 366d in whole seconds; write a period such as `90s`, `30m`, `2h`, `1d` or `1h30m`
                    // comment              | 1:1: error: line begins with `//`, which begins no comment; begin a comment with `#`
                    export A=b              | 1:1: error: line is a shell command, and cron takes `NAME=value` only; write `A=...` alone
                    A="a" # c               | 1:6: error: text follows the closing quote of `A`; cron has no escapes and no comment there: put the other kind of quotes around the value, and a comment on a line of its own
                    A="abc                  | 1:3: error: value of `A` has no closing quote; write a second `"` at the end
                    : name:x; c             | 1:1: error: line begins with the guard `:`, so it has no schedule; write time fields before the guard
                    """)
    void a_wrong_line_is_explained(String line, String message) {
        assertThat(Reading.problems(Reading.USER, line + "\n")).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    * * * * * /bin/true     | 1:11: error: the sixth field of a system crontab is a user, but here it is `/bin/true`; write a user such as `root` before the command
                    * * * * * root:www c    | 1:11: error: user is `root:www`, and a group or class cannot be given; write `root`
                    * * * * *               | 1:10: error: line ends before the user, which is the sixth field of a system crontab; write a user such as `root`, then the command
                    * * * * * root          | 1:15: error: command is missing; write a command at the line's end
                    * * * * * cd / && x     | 1:11: warning: user is `cd`, which looks like a command; write a user such as `root` before the command
                    * * * * * DOM\\user-1$ c | ok
                    * * * * * _apt c        | ok
                    """)
    void a_system_line_needs_a_user(String line, String message) {
        assertThat(Reading.problems(Reading.SYSTEM, line.replace("\\\\", "\\") + "\n"))
                .isEqualTo(message);
    }

    @Test
    void a_blank_that_is_none_is_named() {
        assertThat(Reading.problems(Reading.USER, "* * * * *\u00a0c\n"))
                .startsWith("1:10: error: U+00A0 (no-break space) stands in the day of week field");
        assertThat(Reading.problems(Reading.USER, "*\u000b* * * * c\n"))
                .startsWith("1:2: error: U+000B (line tabulation) stands in the minute field");
    }

    @Test
    void a_message_holds_nothing_that_a_terminal_acts_upon_and_is_short() {
        String nasty = "\u001b[2J\u202e\u0085" + "x".repeat(10_000) + " * * * * c\n";
        String message = Reading.problems(Reading.USER, nasty);
        assertThat(message).hasSizeLessThan(300).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
        assertThat(Reading.problems(Reading.USER, "\u001bx * * * * c\n")).contains("`^[x`");
    }

    @Test
    void a_line_that_is_wrong_costs_no_other_line() {
        Crontab crontab = Reading.user("bad\n* * * * * a\n61 * * * * b\n* * * * * c\n");
        assertThat(crontab.jobs())
                .extracting(job -> job.command().shell())
                .containsExactly("a", "c");
        assertThat(crontab.problems())
                .extracting(problem -> problem.position().line())
                .containsExactly(1, 3);
    }

    @Test
    void columns_count_characters_not_bytes() {
        Crontab crontab = Reading.user("* * * * * echo 😀é \"%\"\n");
        assertThat(crontab.problems().getFirst().position()).isEqualTo(new Position(1, 20));
    }
}

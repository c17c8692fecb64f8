package farcron.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Warnings about lines that run, but perhaps not as meant.
class LintTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\1',
            textBlock =
                    """
                    */7 * * * * c     | 1:1: warning: minute `*/7` begins anew each hour: from 56 to 0 it is 4, not 7; choose a step that divides 60 if the gaps must be even
                    */59 * * * * c    | 1:1: warning: minute `*/59` begins anew each hour: from 59 to 0 it is 1, not 59; choose a step that divides 60 if the gaps must be even
                    0 */5 * * * c     | 1:3: warning: hour `*/5` begins anew each day: from 20 to 0 it is 4, not 5; choose a step that divides 24 if the gaps must be even
                    0 0 1 */5 * c     | 1:7: warning: month `*/5` begins anew each year: from 11 to 1 it is 2, not 5; choose a step that divides 12 if the gaps must be even
                    */15 */6 */7 */3 * c | ok
                    5-50/7 * * * * c  | ok
                    */60 * * * * c    | 1:1: warning: minute `*/60` means 0 only, as the step leads past the end; write 0
                    5-10/20 * * * * c | 1:1: warning: minute `5-10/20` means 5 only, as the step leads past the end; write 5
                    0 0 * * */7 c     | 1:9: warning: day of week `*/7` means 0 only, as the step leads past the end; write 0
                    22-2 * * * * c    | 1:1: warning: minute `22-2` ends before it begins, so it never matches; write `22-59,0-2` if it shall go round
                    0 22-2 * * * c    | 1:3: warning: hour `22-2` ends before it begins, so it never matches; write `22-23,0-2` if it shall go round
                    0 0 * * 6-1 c     | 1:9: warning: day of week `6-1` ends before it begins, so it never matches; write `6-7,1` if it shall go round
                    0 0 * * fri-sun c | 1:9: warning: day of week `fri-sun` is read as ending on Sunday, but Debian's cron never ran this line; write `5-7`, in which 7 is the Sunday
                    0 0 30 2 * c      | 1:5: warning: this date never comes, so the line never runs; check day and month: February has 28 or 29 days; April, June, September and November have 30
                    0 0 31 4,6 * c    | 1:5: warning: this date never comes, so the line never runs; check day and month: February has 28 or 29 days; April, June, September and November have 30
                    0 0 30 2 * after:x c | ok
                    0 0 30 2 * : name:y after-any:x; c | ok
                    0 0 30 2 * name:y c | 1:5: warning: this date never comes, so the line never runs; check day and month: February has 28 or 29 days; April, June, September and November have 30
                    0 0 29 2 * c      | ok
                    0 0 13 * 5 c      | 1:5: warning: day of month and day of week are both given, so the line runs on days that match either of them; leave it so if that is meant; else test one of them in the command
                    0 0 30 2 1 c      | 1:5: warning: day of month and day of week are both given, so the line runs on days that match either of them; leave it so if that is meant; else test one of them in the command
                    0 0 */2 * 1 c     | 1:5: warning: a day field begins with `*`, so the line runs only on days that match both day of month and day of week; leave it so if that is meant; else spell the `*` out, as in `1-31/2`, to run on days that match either
                    0 0 1-31 * 1 c    | 1:5: warning: one of the two day fields allows every day without a `*`, so the line runs every day; write `*` for the field that is not meant
                    0 0 * * 1 c       | ok
                    0 0 1 * * c       | ok
                    0 0 1-31 * 0-7 c  | ok
                    ~ * * * * c       | 1:1: warning: minute `~` is drawn at random; Debian's cron refuses the whole file for it; write a fixed value if the file must work there too
                    0~30 * * * * c    | 1:1: warning: minute `0~30` is drawn at random; Debian's cron reads it as `0`; write a fixed value if the file must work there too
                    5-64/30 * * * * c | 1:1: warning: minute range ends at 64, but minutes run 0-59; Debian's cron refuses the whole file for it; end the range at 59
                    * * * * * root c  | 1:11: warning: command begins with `root`, but a user's own crontab has no user column; leave it out
                    * * * * * 1-5 c   | 1:11: warning: command begins with `1-5`, which looks like a time field; write five time fields, words behind them; cron has none for seconds or years
                    after:a 30 6 * * 1-5 c | 1:9: warning: command begins with `30`, which looks like a time field; write five time fields, words behind them; cron has none for seconds or years
                    * * * * * a\\\\b  | 1:12: warning: command holds `\\\\`, of which Debian's cron leaves one backslash; put the command into a script if it must work there too
                    """)
    void a_line_draws(String line, String message) {
        assertThat(Reading.problems(Reading.USER, line + "\n")).isEqualTo(message);
        assertThat(Reading.user(line + "\n").jobs()).hasSize(1);
    }
}

package farcron.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

class EnvironmentTest {

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '\1',
            textBlock =
                    """
                    line           | name   | value    | why
                    A=b            | A      | b        | the plain case
                    A = b          | A      | b        | blanks around the sign
                    A=  b  c__     | A      | b  c     | inner blanks stay
                    A=             | A      |          | cronie: empty without quotes
                    A=""           | A      |          | empty
                    A="__x__"      | A      | __x__    | cronie: blanks in quotes stay
                    A='a"b'        | A      | a"b      | the other quote is a character
                    A="'x'"        | A      | 'x'      | cronie: one pair is taken off
                    A=a"b"         | A      | a"b"     | a quote inside is a character
                    A=b # c        | A      | b # c    | no comment
                    'A B'=c        | A B    | c        | a quoted name
                    A-B=c          | A-B    | c        | any name
                    =b             |        | b        | even none
                    A=b=c          | A      | b=c      | the first sign counts
                    A=$HOME/x      | A      | $HOME/x  | nothing is expanded
                    A=50%          | A      | 50%      | % is for commands
                    @daily=1       | @daily | 1        | a setting, however odd
                    5 = 3          | 5      | 3        | a setting, however odd
                    * = * * * * c  | *      | * * * * c | a setting, however odd
                    """)
    void a_setting_is(String line, String name, String value, String why) {
        String expectedName = name == null ? "" : name;
        String expectedValue = value == null ? "" : value.replace('_', ' ');
        Map<String, Setting> settings =
                Reading.user(line.replace('_', ' ') + "\n* * * * * c\n")
                        .jobs()
                        .getFirst()
                        .environment();
        assertThat(settings).as(why).hasSize(1).containsKey(expectedName);
        assertThat(settings.get(expectedName).value()).as(why).isEqualTo(expectedValue);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\1',
            textBlock =
                    """
                    A="'x'"         | 1:3: warning: value is `'x'`, but Debian's cron makes it `x`; leave out the inner quotes and the blanks at the end
                    A=              | 1:3: warning: `A` is empty without quotes; Debian's cron refuses the whole file for it; write `A=""`
                    A=b # c         | 1:5: warning: `# c` is part of the value; put the comment on a line of its own
                    PATH=$PATH:/x   | 1:6: warning: value is `$PATH:/x`, and cron expands nothing in it; write the value out, or set the variable in the command
                    5 = 3           | 1:1: warning: this line sets a variable named `5`; write the name as letters, digits and `_`, or put time fields before a command
                    A="a b"         | ok
                    """)
    void a_setting_draws_a_warning(String line, String message) {
        assertThat(Reading.problems(Reading.USER, line + "\n")).isEqualTo(message);
    }

    @Test
    void settings_hold_for_the_lines_below_and_the_last_one_wins() {
        Crontab crontab = Reading.user("A=1\n* * * * * a\nB=2\nA=3\n* * * * * b\n* * * * * c\n");
        assertThat(crontab.jobs())
                .extracting(job -> values(job.environment()))
                .containsExactly("A=1 ", "A=3 B=2 ", "A=3 B=2 ");
        assertThat(crontab.jobs().get(1).environment().get("A").position())
                .isEqualTo(new Position(4, 1));
    }

    @Test
    void jobs_without_a_setting_between_them_share_one_map() {
        Crontab crontab = Reading.user("A=1\n* * * * * a\n* * * * * b\n");
        assertThat(crontab.jobs().get(0).environment())
                .isSameAs(crontab.jobs().get(1).environment());
    }

    private static String values(Map<String, Setting> settings) {
        StringBuilder text = new StringBuilder();
        settings.values().forEach(s -> text.append(s.name() + "=" + s.value() + " "));
        return text.toString();
    }
}

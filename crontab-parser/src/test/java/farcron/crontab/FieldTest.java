package farcron.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HashSet;
import java.util.Set;

class FieldTest {

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    fields            | unit         | values           | why
                    5,10 * * * *      | MINUTE       | 5 10             | a list
                    5-10/2 * * * *    | MINUTE       | 5 7 9            | steps begin with the range
                    */23 * * * *      | MINUTE       | 0 23 46          | a step restarts every hour
                    000005 * * * *    | MINUTE       | 5                | leading zeros do not count
                    1,*/15 * * * *    | MINUTE       | 0 1 15 30 45     | a star in a list
                    */60 * * * *      | MINUTE       | 0                | only the first value is left
                    5-64/30 * * * *   | MINUTE       | 5 35             | cronie: 65 is not reached
                    22-2 * * * *      | MINUTE       | ''               | Debian: a reversed range is empty
                    5-0 * * * *       | MINUTE       | ''               | 0 is 7 for weekdays only
                    0 0-23/5 * * *    | HOUR         | 0 5 10 15 20     | 24 hours, 5 values
                    0 0 31 * *        | DAY_OF_MONTH | 31               | the last day
                    0 0 * jan-3 *     | MONTH        | 1 2 3            | names and numbers mix
                    0 0 * jan-DEC/5 * | MONTH        | 1 6 11           | names take any case
                    0 0 * * 0         | DAY_OF_WEEK  | 0 7              | Sunday is 0 and 7
                    0 0 * * 7         | DAY_OF_WEEK  | 0 7              | Sunday is 0 and 7
                    0 0 * * 5-7       | DAY_OF_WEEK  | 0 5 6 7          | 7 ends a range
                    0 0 * * fri-sun   | DAY_OF_WEEK  | 0 5 6 7          | and so does sun
                    0 0 * * 6-0       | DAY_OF_WEEK  | 0 6 7            | and so does 0
                    0 0 * * mon-sun   | DAY_OF_WEEK  | 0 1 2 3 4 5 6 7  | the whole week
                    0 0 * * sun-mon   | DAY_OF_WEEK  | 0 1 7            | not reversed
                    0 0 * * sat-sun/2 | DAY_OF_WEEK  | 6                | Saturday, then too far
                    0 0 * * 7-1       | DAY_OF_WEEK  | ''               | reversed, not to Sunday
                    0 0 * * */7       | DAY_OF_WEEK  | 0 7              | as all crons have it
                    """)
    void a_field_allows(String fields, FieldUnit unit, String values, String why) {
        CalendarSchedule schedule = Reading.calendar(fields);
        FieldSet set =
                switch (unit) {
                    case MINUTE -> schedule.minutes();
                    case HOUR -> schedule.hours();
                    case DAY_OF_MONTH -> schedule.daysOfMonth();
                    case MONTH -> schedule.months();
                    case DAY_OF_WEEK -> schedule.daysOfWeek();
                };
        assertThat(Reading.values(set)).as(why).isEqualTo(values);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    field  | star  | why
                    *      | true  | the plain case
                    */2    | true  | whatever follows
                    *,13   | true  | whatever follows
                    13,*   | false | only the first character counts
                    1-31   | false | all values, but no star
                    ~      | false | one value
                    """)
    void the_star_is_the_first_character(String field, boolean star, String why) {
        assertThat(Reading.calendar("0 0 " + field + " * *").daysOfMonth().star())
                .as(why)
                .isEqualTo(star);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    field   | first | last | count | why
                    ~       | 0     | 59   | 1     | the whole range
                    10~20   | 10    | 20   | 1     | both ends
                    ~20     | 0     | 20   | 1     | from the first value
                    50~     | 50    | 59   | 1     | to the last
                    7~7     | 7     | 7    | 1     | nothing to choose
                    ~/10    | 0     | 59   | 6     | OpenBSD: the steps begin at random
                    20~39/5 | 20    | 39   | 4     | OpenBSD, in a part of the hour
                    0~1/30  | 0     | 1    | 1     | a step longer than the range
                    """)
    void a_draw_stays_in_its_range(String field, int first, int last, int count, String why) {
        Set<Long> drawn = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            CrontabJob job = Reading.job(field + " * * * * command" + i);
            long bits = ((Schedule.Calendar) job.schedule()).fields().minutes().bits();
            drawn.add(bits);
            assertThat(Long.bitCount(bits)).as(why).isEqualTo(count);
            assertThat(bits & ~FieldSet.range(first, last, false).bits()).as(why).isZero();
        }
        boolean choice = first < last;
        assertThat(drawn.size() > 1).as("draws differ from line to line").isEqualTo(choice);
    }

    @Test
    void a_draw_is_the_same_at_each_reading_and_differs_between_hosts() {
        String line = "~ ~ ~ ~ ~ c";
        Grammar there =
                new Grammar(
                        Grammar.Format.USER, Grammar.Dialect.DEBIAN, Reading.WORDS, "other host");
        Schedule here = Reading.job(line).schedule();
        assertThat(Reading.job("\t" + line).schedule()).isEqualTo(here);
        assertThat(Reading.job(there, line + "\n").schedule()).isNotEqualTo(here);
    }

    @Test
    void two_draws_of_a_line_are_independent() {
        FieldSet minutes = Reading.calendar("~,~,~,~,~,~,~,~ * * * *").minutes();
        assertThat(Long.bitCount(minutes.bits())).isGreaterThan(3);
    }
}

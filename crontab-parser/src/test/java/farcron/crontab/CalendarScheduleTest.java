package farcron.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.LongStream;

class CalendarScheduleTest {

    private static long minute(LocalDateTime at) {
        return at.toEpochSecond(ZoneOffset.UTC) / 60;
    }

    /// Recorded from Debian's cron and three versions of cronie on a simulated clock, in a window
    /// that begins on a Sunday; `fri-sun` as decided here.
    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    days         | fires on, 2026-02-01 to 2026-03-12 | why
                    13 * 5       | 2-6 2-13 2-20 2-27 3-6        | no star: either
                    * * 5        | 2-6 2-13 2-20 2-27 3-6        | Fridays
                    13 * *       | 2-13                          | the 13th
                    */2 * 1      | 2-9 2-23 3-9                  | a star first: both
                    1-31/2 * 1   | 2-1 2-2 2-3 2-5 2-7 2-9 2-11 2-13 2-15 2-16 2-17 2-19 2-21 2-23 2-25 2-27 3-1 3-2 3-3 3-5 3-7 3-9 3-11 | no star: either
                    1-31 * 1     | all                           | every date is one of 1-31
                    1-7 * 1      | 2-1 2-2 2-3 2-4 2-5 2-6 2-7 2-9 2-16 2-23 3-1 3-2 3-3 3-4 3-5 3-6 3-7 3-9 | not "the first Monday"
                    1 * */2      | 2-1 3-1                       | both: the 1st is a Sunday
                    1 * 0-7      | all                           | every day is one of 0-7
                    *,13 * 5     | 2-6 2-13 2-20 2-27 3-6        | a star first: both
                    13,* * 5     | all                           | a star, but not first
                    */100 * 1    | none                          | the 1st if a Monday
                    1 * mon      | 2-1 2-2 2-9 2-16 2-23 3-1 3-2 3-9 | either
                    1,15 * 0,7   | 2-1 2-8 2-15 2-22 3-1 3-8     | either; the 15th is a Sunday
                    */10 * */3   | 2-1 2-11 2-21 3-1 3-11        | both
                    31 * 1       | 2-2 2-9 2-16 2-23 3-2 3-9     | Mondays, for want of a 31st
                    30 2 *       | none                          | no such date
                    30 2 1       | 2-2 2-9 2-16 2-23             | Mondays in February
                    29 2 *       | none                          | no leap year
                    * * 5-7      | 2-1 2-6 2-7 2-8 2-13 2-14 2-15 2-20 2-21 2-22 2-27 2-28 3-1 3-6 3-7 3-8 | Friday to Sunday
                    * * fri-sun  | 2-1 2-6 2-7 2-8 2-13 2-14 2-15 2-20 2-21 2-22 2-27 2-28 3-1 3-6 3-7 3-8 | Debian: never
                    * * 7-1      | none                          | reversed
                    1 1 *        | none                          | yearly
                    * * 0        | 2-1 2-8 2-15 2-22 3-1 3-8     | Sundays
                    * * 7        | 2-1 2-8 2-15 2-22 3-1 3-8     | Sundays
                    * * sun      | 2-1 2-8 2-15 2-22 3-1 3-8     | Sundays
                    */31,1-7 * 1 | 2-2 3-2                       | the first Monday
                    """)
    void days_match(String days, String dates, String why) {
        CalendarSchedule schedule = Reading.calendar("0 0 " + days);
        StringJoiner fired = new StringJoiner(" ");
        int count = 0;
        LocalDate end = LocalDate.of(2026, 3, 13);
        for (LocalDate day = LocalDate.of(2026, 2, 1); day.isBefore(end); day = day.plusDays(1)) {
            if (schedule.matches(minute(day.atStartOfDay()))) {
                fired.add(day.getMonthValue() + "-" + day.getDayOfMonth());
                count++;
            }
        }
        String all = count == 40 ? "all" : count == 0 ? "none" : fired.toString();
        assertThat(all).as(why).isEqualTo(dates);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    fields           | after            | next             | why
                    * * * * *        | 2026-01-01T00:00 | 2026-01-01T00:01 | later, not the same
                    0 0 * * *        | 2026-12-31T23:59 | 2027-01-01T00:00 | over the year's end
                    59 23 31 12 *    | 2026-12-31T23:59 | 2027-12-31T23:59 | a year on
                    0 0 29 2 *       | 2026-01-01T00:00 | 2028-02-29T00:00 | the next leap year
                    0 0 29 2 *       | 2096-03-01T00:00 | 2104-02-29T00:00 | 2100 is none
                    0 0 29 2 1       | 2026-01-01T00:00 | 2026-02-02T00:00 | no star: Mondays in February
                    0 0 29 2 */7     | 2026-01-01T00:00 | 2032-02-29T00:00 | both: a leap day on a Sunday
                    0 0 29 2 */7     | 2088-03-01T00:00 | 2128-02-29T00:00 | 40 years around 2100
                    30 5 31 * *      | 2026-01-31T05:30 | 2026-03-31T05:30 | short months have none
                    0 0 13 * */5     | 2026-01-01T00:00 | 2026-02-13T00:00 | Sunday or Friday the 13th
                    0 12 * * *       | 1969-12-31T23:00 | 1970-01-01T12:00 | before 1970 too
                    """)
    void next_is(String fields, LocalDateTime after, LocalDateTime next, String why) {
        assertThat(Reading.calendar(fields).next(minute(after))).as(why).isEqualTo(minute(next));
    }

    @ParameterizedTest
    @CsvSource({"0 0 30 2 *", "0 0 31 4 *", "22-2 * * * *", "0 22-2 * * *", "0 0 * * 7-1"})
    void some_schedules_never_match(String fields) {
        CalendarSchedule schedule = Reading.calendar(fields);
        assertThat(millis(() -> assertThat(schedule.next(0)).isEqualTo(CalendarSchedule.NEVER)))
                .as("no walk from minute to minute")
                .anyMatch(took -> took < 100);
    }

    @Test
    void next_agrees_with_looking_at_each_minute() {
        Random random = new Random(3);
        long start = minute(LocalDateTime.of(2028, 2, 20, 0, 0));
        for (int i = 0; i < 300; i++) {
            String fields = RandomFields.line(random);
            CalendarSchedule schedule = Reading.calendar(fields);
            long at = start + random.nextInt(40 * 24 * 60);
            for (int step = 0; step < 5; step++) {
                long next = schedule.next(at);
                long limit = at + 60 * 24 * 60;
                long slow = at + 1;
                while (slow < limit && !schedule.matches(slow)) {
                    slow++;
                }
                assertThat(next).as("%s after %s", fields, at).isGreaterThan(at);
                assertThat(Math.min(next, limit)).as("%s after %s", fields, at).isEqualTo(slow);
                at = slow;
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    fields       | first            | last             | count  | why
                    * * * * *    | 2026-01-01T00:00 | 2026-01-01T00:00 | 1      | both ends are included
                    * * * * *    | 2026-01-01T00:01 | 2026-01-01T00:00 | 0      | nothing lies between
                    * * * * *    | 2026-01-01T00:00 | 2026-12-31T23:59 | 525600 | a year
                    * * * * *    | 2028-01-01T00:00 | 2028-12-31T23:59 | 527040 | a leap year
                    30 4 1 * *   | 2026-01-01T04:30 | 2026-03-01T04:29 | 2      | from the first one on, not to the third
                    */20 8-9 * * 1 | 2026-02-01T00:00 | 2026-02-28T23:59 | 24   | six on each of four Mondays
                    0 0 30 2 *   | 2026-01-01T00:00 | 2126-01-01T00:00 | 0      | no such date
                    0 12 * * *   | 1969-12-31T12:00 | 1970-01-01T12:00 | 2      | before 1970 too
                    """)
    void so_many_minutes_match(
            String fields, LocalDateTime first, LocalDateTime last, long count, String why) {
        assertThat(Reading.calendar(fields).count(minute(first), minute(last)))
                .as(why)
                .isEqualTo(count);
    }

    @Test
    void counting_agrees_with_looking_at_each_minute() {
        Random random = new Random(5);
        long start = minute(LocalDateTime.of(2028, 2, 20, 0, 0));
        for (int i = 0; i < 300; i++) {
            String fields = RandomFields.line(random);
            CalendarSchedule schedule = Reading.calendar(fields);
            long first = start + random.nextInt(40 * 24 * 60);
            long last = first + random.nextInt(i % 2 == 0 ? 3_000 : 100_000);
            long slow = LongStream.rangeClosed(first, last).filter(schedule::matches).count();

            assertThat(schedule.count(first, last))
                    .as("%s from %s to %s", fields, first, last)
                    .isEqualTo(slow);
        }
    }

    @Test
    void a_wildcard_job_has_a_star_first_in_minute_or_hour() {
        assertThat(Reading.calendar("*/5 0 * * *").wildcard()).isTrue();
        assertThat(Reading.calendar("0 */2 * * *").wildcard()).isTrue();
        assertThat(Reading.calendar("0-59 0-23 * * *").wildcard()).isFalse();
    }

    @Test
    void a_million_next_times_take_no_time_to_speak_of() {
        CalendarSchedule schedule = Reading.calendar("30 4 1,15 * 5");
        Runnable many =
                () -> {
                    long at = 0;
                    for (int i = 0; i < 1_000_000; i++) {
                        at = schedule.next(at % 30_000_000);
                    }
                    assertThat(at).isPositive();
                };
        assertThat(millis(many)).anyMatch(took -> took < 3_000);
    }

    /// How long each of some tries took. The best counts: how busy this machine is otherwise is not
    /// the question.
    private static List<Long> millis(Runnable deed) {
        return LongStream.range(0, 5)
                .map(_ -> {
                    long begin = System.nanoTime();
                    deed.run();
                    return Duration.ofNanos(System.nanoTime() - begin).toMillis();
                })
                .boxed()
                .toList();
    }
}

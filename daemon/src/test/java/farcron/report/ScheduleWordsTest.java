package farcron.report;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.Samples;
import farcron.job.Job;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.ZoneId;

class ScheduleWordsTest {

    private static final ZoneId UTC = ZoneId.of("UTC");

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    schedule           | words                                                                   | why
                    * * * * *          | every minute                                                            | cron-utils' words
                    */5 * * * *        | every 5 minutes                                                         | cron-utils' words
                    */7 * * * *        | every hour at the minutes 0, 7, 14, 21, 28, 35, 42, 49 and 56           | not every 7 minutes: it begins anew each hour
                    7 * * * *          | every hour at minute 7                                                  | cron-utils' words
                    0 * * * *          | every hour                                                              | cron-utils' words
                    0 2 * * *          | at 02:00 every day                                                      | a time of day wants a day
                    0 0,12 * * *       | at 00:00 and 12:00 every day                                            | a few times are listed
                    0,30 4 * * *       | at 04:00 and 04:30 every day                                            | also where both fields have several
                    */10 9-17 * * 1-5  | every 10 minutes from 09:00 to 17:50 on Monday to Friday                | to the last minute in fact
                    15 9-17 * * *      | every hour at minute 15 from 09:15 to 17:15                             | same
                    0 */2 * * *        | every 2 hours at minute 0                                               | cron-utils' words
                    0 1-23/2 * * *     | every hour, in the hours 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21 and 23   | odd hours are not every 2 hours
                    30 4 1,15 * 5      | at 04:30 on day 1 and 15 of the month, and also on Fridays              | neither field begins with a star: OR
                    0 0 */2 * 1        | at 00:00 on Mondays, but only if it is day 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29 and 31 of the month | a star: AND
                    0 0 1-31 * 1       | at 00:00 every day                                                      | OR with all days is every day
                    0 0 13 * *         | at 00:00 on day 13 of the month                                         | one field
                    0 0 * * 0,6        | at 00:00 on Saturdays and Sundays                                       | counted from Monday
                    0 0 * * 7          | at 00:00 on Sundays                                                     | 7 is Sunday too
                    0 0 1 1,6-8 *      | at 00:00 on day 1 of the month in January and June to August            | months
                    0 0 30 2 *         | never: there is no day 30 in February                                   | such a day never comes
                    @daily             | at 00:00 every day                                                      | a nickname
                    @reboot            | once after the machine has started                                      | no time
                    @every 90s         | every 90 seconds                                                        | a period
                    @every 2h          | every 2 hours                                                           | the largest unit
                    """)
    void a_schedule_is_told_in_words(String schedule, String words, String why) {
        Job job = Samples.jobs(schedule + " true\n", UTC).getFirst();
        assertThat(ScheduleWords.of(job.schedule(), job.scheduleText(), UTC, UTC)).isEqualTo(words);
    }

    @org.junit.jupiter.api.Test
    void a_zone_that_is_not_the_usual_one_is_told() {
        Job job = Samples.jobs("0 2 * * * true\n", UTC).getFirst();
        assertThat(ScheduleWords.of(job.schedule(), job.scheduleText(), UTC, Scene.MADRID))
                .isEqualTo("at 02:00 every day, UTC time");
    }
}

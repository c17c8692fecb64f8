package farcron.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.Samples;
import farcron.clock.Outlook;
import farcron.job.Job;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

/// Times of EventBridge, as crontabs say them.
class AwsTimeTest {

    private static final Year NOW = Year.of(2026);
    private static final ZoneId UTC = ZoneId.of("UTC");

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    expression                    | schedule            | why
                    cron(0 2 * * ? *)             | 0 2 * * *           | the question mark is any day
                    cron(0 2 ? * * *)             | 0 2 * * *           | on either side
                    cron(0 2 ? * 1 *)             | 0 2 * * 0           | Sunday is 1 there, and 0 here
                    cron(0 2 ? * 7 *)             | 0 2 * * 6           | Saturday
                    cron(0 2 ? * MON-FRI *)       | 0 2 * * 1-5         | names
                    cron(0 2 ? * 2-6 *)           | 0 2 * * 1-5         | numbers
                    cron(0 2 ? * FRI-MON *)       | 0 2 * * 0,1,5,6     | over the end of the week
                    cron(0 2 ? * mon,wed,fri *)   | 0 2 * * 1-5/2       | small letters
                    cron(0 2 ? * L *)             | 0 2 * * 6           | the last day of the week
                    cron(0/15 * * * ? *)          | */15 * * * *        | steps from the first value on
                    cron(*/15 * * * ? *)          | */15 * * * *        | the same
                    cron(5/15 * * * ? *)          | 5-50/15 * * * *     | steps from another one
                    cron(0,30 8-18 ? * * *)       | 0,30 8-18 * * *     | no star where there was none
                    cron(0 0,12 ? * * *)          | 0 0,12 * * *        | so that it has fixed times
                    cron(0 0/12 ? * * *)          | 0 */12 * * *        | unlike this
                    cron(0 0 1 1/3 ? *)           | 0 0 1 */3 *         | every quarter
                    cron(0 0 1 JAN,JUL ? *)       | 0 0 1 1,7 *         | months
                    cron(0 22-2 * * ? *)          | 0 0-2,22,23 * * *   | over midnight
                    cron(  0  2 * *   ? *  )      | 0 2 * * *           | blanks
                    rate(1 minute)                | * * * * *           | each minute
                    rate(5 minutes)               | */5 * * * *         | it divides the hour
                    rate(7 minutes)               | @every 7m           | it does not
                    rate(60 minutes)              | @every 60m          | an hour
                    rate(1 hour)                  | @every 1h           | from 1970 on
                    rate(2 days)                  | @every 2d           | days
                    """)
    void a_time_becomes_a_schedule(String expression, String schedule, String why)
            throws Unsayable {
        assertThat(new AwsTime(expression).crontab("UTC", NOW)).isEqualTo(new CronTime(schedule));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    expression                  | says                               | why
                    cron(0 2 * * *)             | has 5 fields, not 6                | a crontab's
                    cron(0 2 1 * 2 *)           | both of its fields for days        | AWS takes one of them
                    cron(61 2 * * ? *)          | its minute is `61`                 | out of range
                    cron(0 2 * FOO ? *)         | its month is `FOO`                 | no month
                    cron(0/0 2 * * ? *)         | its minute is `0/0`                | no step
                    cron(0 2 30W * ? *)         | nearest to the 30., which is not   | it depends on the month
                    cron(0 2 * * ? 2020-2025)   | it is over: its years are 2020-202 | of the past
                    rate(5 weeks)               | `rate(5 weeks)` is no period       | no such unit
                    rate(400 days)              | is no period of up to 366 days     | too long for @every
                    at(tomorrow)                | its time `at(tomorrow)` is none    | no time
                    every(5 minutes)            | is neither cron, rate nor at       | nothing known
                    """)
    void what_cannot_be_said_is_told(String expression, String says, String why) {
        assertThatThrownBy(() -> new AwsTime(expression).crontab("UTC", NOW))
                .isInstanceOf(Unsayable.class)
                .hasMessageContaining(says);
    }

    @Test
    void a_year_becomes_a_test() throws Unsayable {
        assertThat(new AwsTime("cron(0 2 1 1 ? 2025-2027)").crontab("Asia/Tokyo", NOW).test())
                .contains("TZ=Asia/Tokyo date -R | grep -q -E ' (2026|2027) '");
        assertThat(new AwsTime("at(2026-12-24T18:30:00)").crontab("UTC", NOW))
                .isEqualTo(
                        new CronTime(
                                "30 18 24 12 *",
                                Optional.of("TZ=UTC date -R | grep -q -E ' 2026 '")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 2 * * ? *",
                "0/7 * * * ? *",
                "3/20 1,5-7 1/5 * ? *",
                "0 12 ? * MON-FRI *",
                "30 22-2 ? * FRI-MON *",
                "15 10 ? * 7 2028",
                "0 0 29 2 ? *",
                "0 0 1 2/5 ? *",
                "* 3 31 * ? *"
            })
    void a_line_starts_when_the_schedule_did(String expression) throws Exception {
        LocalDate from = LocalDate.of(2027, 11, 1);
        LocalDate until = LocalDate.of(2028, 4, 1);
        assertThat(startsHere(expression, from, until))
                .isEqualTo(new AwsExpression(expression).starts(from, until));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 9 L * ? *",
                "0 9 LW * ? *",
                "0 9 15W * ? *",
                "0 9 1W * ? *",
                "0 9 27W * ? *",
                "0 9 ? * 6L *",
                "0 9 ? * SUNL *",
                "0 9 ? * 2#1 *",
                "0 9 ? * FRI#3 *",
                "0 9 ? * 3#5 *",
                "0 9 L 2,6 ? 2028-2029"
            })
    void a_line_with_a_test_starts_when_the_schedule_did(String expression) throws Exception {
        assumeTrue(hasGnuDate(), "skipped: `date -R -d` is not GNU's here");
        LocalDate from = LocalDate.of(2027, 11, 1);
        LocalDate until = LocalDate.of(2028, 5, 1);
        assertThat(startsHere(expression, from, until))
                .isNotEmpty()
                .isEqualTo(new AwsExpression(expression).starts(from, until));
    }

    @Test
    void so_do_a_hundred_lines_that_are_drawn() throws Exception {
        Random random = new Random(7);
        LocalDate from = LocalDate.of(2028, 1, 20);
        LocalDate until = LocalDate.of(2028, 4, 10);
        for (int i = 0; i < 100; i++) {
            boolean month = random.nextBoolean();
            String expression =
                    String.join(
                            " ",
                            drawn(random, 0, 59),
                            drawn(random, 0, 23),
                            month ? drawn(random, 1, 31) : "?",
                            drawn(random, 1, 12),
                            month ? "?" : drawn(random, 1, 7),
                            "*");
            assertThat(startsHere(expression, from, until))
                    .as(expression)
                    .isEqualTo(new AwsExpression(expression).starts(from, until));
        }
    }

    private static String drawn(Random random, int first, int last) {
        int some = first + random.nextInt(last - first + 1);
        int other = first + random.nextInt(last - first + 1);
        int step = 1 + random.nextInt(last - first + 3);
        return switch (random.nextInt(7)) {
            case 0 -> "*";
            case 1 -> "" + some;
            case 2 -> some + "," + other;
            case 3 -> some + "-" + other;
            case 4 -> some + "/" + step;
            case 5 -> "*/" + step;
            default -> some + "-" + other + "/" + step + "," + first;
        };
    }

    /// By the code that starts lines, and by asking their tests.
    private static SortedSet<LocalDateTime> startsHere(
            String expression, LocalDate from, LocalDate until)
            throws Unsayable, IOException, InterruptedException {
        CronTime time = new AwsTime("cron(" + expression + ")").crontab("UTC", NOW);
        List<Job> jobs = Samples.jobs(time.schedule() + " name:x true", UTC);
        assertThat(jobs).as(time.schedule()).hasSize(1);
        Instant end = until.atStartOfDay().toInstant(ZoneOffset.UTC);
        Instant begin = from.atStartOfDay().toInstant(ZoneOffset.UTC).minusMillis(1);
        Outlook outlook = Outlook.after(jobs.getFirst().schedule(), UTC, begin);
        List<LocalDateTime> starts = new ArrayList<>();
        while (outlook.hasNext() && outlook.peek().start().isBefore(end)) {
            starts.add(LocalDateTime.ofInstant(outlook.next().start(), ZoneOffset.UTC));
        }
        return new TreeSet<>(time.test().isEmpty() ? starts : passing(starts, time.test().get()));
    }

    /// The shell is told another day in place of today.
    private static List<LocalDateTime> passing(List<LocalDateTime> starts, String test)
            throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder();
        for (LocalDateTime start : starts) {
            String then =
                    test.replace("-d '12:00 ", "-d '" + start.toLocalDate() + " 12:00 ")
                            .replace("date -R |", "date -R -d '" + start + "' |");
            script.append(then).append(" && echo ").append(start).append('\n');
        }
        return shell(script.toString()).lines().map(LocalDateTime::parse).toList();
    }

    private static boolean hasGnuDate() throws IOException, InterruptedException {
        return shell("date -u -R -d '2027-02-28 12:00 tomorrow' 2>&1")
                .startsWith("Mon, 01 Mar 2027 12:00:00");
    }

    private static String shell(String script) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("/bin/sh", "-s").start();
        try (var in = shell.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        shell.waitFor();
        return out;
    }
}

package farcron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.CpuTime;
import farcron.job.RunRecord;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// What becomes of firings while the machine sleeps, or when its clock trembles. It was awake until
/// 08:14:10.
class AsleepTest {

    @TempDir private Path folder;
    private Life life;

    @BeforeEach
    void begin() {
        life = new Life(folder);
    }

    @AfterEach
    void end() {
        life.close();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            emptyValue = "",
            textBlock =
                    """
                    schedule       | asleep  | fates                                                                       | why
                    * * * * *      | PT3M    | schedule 08:15:00, schedule 08:16:00, schedule 08:17:00                     | a late look, nothing is lost
                    0 9 * * *      | PT2H    | schedule 09:00:00                                                           | a fixed time is made up for, as cron does
                    15,45 9 * * *  | PT2H    | schedule 09:15:00, schedule 09:45:00                                        | each of them
                    */10 * * * *   | PT2H    | missed 12 to 10:10:00                                                       | a wildcard is not, and that is told
                    30 * * * *     | PT2H    | missed 2 to 09:30:00                                                        | a wildcard too
                    @every 10m     | PT2H    | schedule 12 to 10:10:00                                                     | a period of its own runs once for all
                    0 9 * * *      | PT4H    | missed 1 to 09:00:00                                                        | after three hours cron takes the clock for set
                    14 12 * * *    | PT4H    | schedule 12:14:00                                                           | but for the minute in which it wakes up
                    0 9 * * *      | P3D     | missed 3 to 09:00:00                                                        | a weekend
                    @every 1m      | PT4M    | schedule 4 to 08:18:00                                                      | also after a short time
                    """)
    void a_machine_that_slept(String schedule, Duration asleep, String fates, String why) {
        life.begin(schedule + " name:a true").live(Duration.ofSeconds(40)).andThen();
        life.pass(asleep).wake();

        assertThat(life.fates()).isEqualTo(fates);
        life.andThen().wake();
        assertThat(life.fates()).as("nothing twice").isEmpty();
    }

    @Test
    void a_wildcard_runs_in_the_minute_in_which_the_machine_wakes_up() {
        life.begin("* * * * * name:a true").live(Duration.ofSeconds(40)).andThen();
        life.pass(Duration.ofHours(2)).wake();

        assertThat(life.fates()).isEqualTo("missed 119 to 10:13:00, schedule 10:14:00");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            emptyValue = "",
            textBlock =
                    """
                    line                          | asleep | fates                                                                     | why
                    0 9 * * * catchup:none        | PT2H   | missed 1 to 09:00:00                                                      | cron would make up for it
                    14 10 * * * catchup:none      | PT2H   | schedule 10:14:00                                                         | it wakes up in time
                    * * * * * catchup:none        | PT3M   | missed 2 to 08:16:00, schedule 08:17:00                                   | nothing but the present minute
                    */30 * * * * catchup:last     | PT2H   | missed 3 to 09:30:00, catchup 10:00:00                                    | cron would leave it at that
                    15,45 9 * * * catchup:last    | PT2H   | missed 1 to 09:15:00, catchup 09:45:00                                    | cron would run both
                    * * * * * catchup:last        | PT2H   | missed 119 to 10:13:00, schedule 10:14:00                                 | the last one is due now
                    */30 * * * * catchup:all      | PT2H   | catchup 08:30:00, catchup 09:00:00, catchup 09:30:00, catchup 10:00:00    | each of them
                    */30 * * * * catchup:all/1h   | PT2H   | missed 2 to 09:00:00, catchup 09:30:00, catchup 10:00:00                  | within its window
                    14,44 * * * * catchup:all     | PT2H   | catchup 08:44:00, catchup 09:14:00, catchup 09:44:00, schedule 10:14:00   | the last one is due now
                    0 9 * * * catchup:last        | P3D    | missed 2 to 09:00:00, catchup 09:00:00                                    | cron takes the clock for set
                    0 9 * * * catchup:last        | P500D  | missed 500 to 09:00:00                                                    | and so does this
                    @every 10m catchup:none       | PT2H   | missed 12 to 10:10:00                                                     | a period of its own
                    @every 10m catchup:last       | PT2H   | missed 11 to 10:00:00, catchup 10:10:00                                   | as without a word, but told
                    @every 1h catchup:all         | PT2H   | catchup 09:00:00, catchup 10:00:00                                        | each for itself
                    """)
    void a_line_says_what_is_made_up_for(String line, Duration asleep, String fates, String why) {
        life.begin(line + " name:a true").live(Duration.ofSeconds(40)).andThen();
        life.pass(asleep).wake();

        assertThat(life.fates()).isEqualTo(fates);
        life.andThen().wake();
        assertThat(life.fates()).as("nothing twice").isEmpty();
    }

    @Test
    void a_clock_that_is_decades_ahead_for_a_while_costs_no_runs_and_no_time() {
        String[] lines = {
            "0 9 * * * name:a catchup:last true",
            "* * * * * name:b catchup:all true",
            "@every 1s name:c catchup:all true",
            "@every 1s name:d true"
        };
        life.begin(lines).live(Duration.ofSeconds(40)).andThen();
        Duration ahead = Duration.ofDays(73 * 365);
        Duration begun = CpuTime.used();
        life.pass(ahead).wake();
        assertThat(life.fates())
                .as("2099")
                .isEqualTo(
                        "missed 26645 to 09:00:00, missed 38368799 to 08:13:00,"
                                + " schedule 08:14:00, schedule 2147483647 to 08:14:10,"
                                + " schedule 2147483647 to 08:14:10");
        life.andThen();
        life.pass(ahead.negated()).wake();
        assertThat(life.fates()).as("right again").isEqualTo("schedule 08:14:00");
        assertThat(CpuTime.used().minus(begun)).isLessThan(Duration.ofSeconds(5));
        life.andThen().live(Duration.ofSeconds(50)).andThen();
        life.pass(Duration.ofHours(2)).wake();
        assertThat(life.news().stream().filter(run -> run.job().name().equals("a")))
                .as("and asleep")
                .extracting(RunRecord::due)
                .containsExactly(Instant.parse("2026-11-21T09:00:00Z"));
    }

    @Test
    void a_clock_that_begins_in_1970_makes_up_only_for_what_has_no_fate_yet() {
        String line = "*/30 * * * * name:a catchup:all true";
        life.begin(line).live(Duration.ofHours(2)).andThen();
        Duration wrong = Duration.ofDays(20_000);
        life.pass(wrong.negated()).begin(line).live(Duration.ofMinutes(1)).andThen();
        life.pass(wrong.plusHours(1)).wake();

        assertThat(life.fates()).isEqualTo("catchup 10:30:00, catchup 11:00:00");
    }

    @Test
    void the_reason_says_how_far_the_clock_went() {
        life.begin("0,10 * * * * name:a true").live(Duration.ofSeconds(40)).andThen();
        life.pass(Duration.ofHours(2)).wake();

        assertThat(life.records().getLast().reason())
                .isEqualTo(
                        "the clock went from 2026-11-21 08:14:00 to 2026-11-21 10:14:10 at once");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    schedule     | why
                    * * * * *    | a wildcard
                    0-59 8 * * * | fixed times
                    @every 1m    | a period
                    """)
    void a_clock_that_trembles_around_the_minute_doubles_nothing(String schedule, String why) {
        life.begin(schedule + " name:a true");
        life.wake();
        for (int minute = 14; minute < 24; minute++) {
            Instant boundary = Instant.parse("2026-11-21T08:%d:00Z".formatted(minute));
            at(boundary.minusMillis(3)).wake();
            at(boundary.minusMillis(1)).message();
            at(boundary.plusMillis(1)).wake();
            at(boundary.minusMillis(2)).message();
            at(boundary).message();
            at(boundary.minusMillis(1)).wake();
            at(boundary.plusMillis(5)).wake();
            at(boundary.plusMillis(4)).message();
        }

        assertThat(life.records()).hasSize(10);
        assertThat(life.records()).extracting(run -> run.due()).doesNotHaveDuplicates();
    }

    private Life at(Instant moment) {
        life.time.set(moment);
        return life;
    }

    @Test
    void a_message_at_any_moment_changes_no_due_time() {
        life.begin("* * * * * name:a true", "@every 7s name:b true");
        for (int i = 0; i < 400; i++) {
            life.message();
            life.pass(Duration.ofMillis(317));
        }
        life.message();

        assertThat(life.records()).allMatch(run -> run.firings() == 1);
        assertThat(life.records().stream().filter(run -> run.job().name().equals("a"))).hasSize(2);
        assertThat(life.records().stream().filter(run -> run.job().name().equals("b"))).hasSize(18);
    }
}

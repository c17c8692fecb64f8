package farcron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.RunRecord;
import farcron.job.RunState;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/// What becomes of firings while the daemon is not there. It was there until 08:14:10.
class CatchUpTest {

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

    private Life lived(String... lines) {
        return life.begin(lines).live(Duration.ofSeconds(40)).andThen();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            emptyValue = "",
            textBlock =
                    """
                    schedule     | down    | fates                                                                                                                  | why
                    * * * * *    | PT20S   | ''                                                                                                                     | a restart between two minutes
                    * * * * *    | PT1M    | catchup 08:15:00                                                                                                       | one over a minute
                    * * * * *    | PT4M    | catchup 08:15:00, catchup 08:16:00, catchup 08:17:00, catchup 08:18:00                                                 | all of four minutes
                    * * * * *    | PT6M    | missed 1 to 08:15:00, catchup 08:16:00, catchup 08:17:00, catchup 08:18:00, catchup 08:19:00, catchup 08:20:00         | what is older than five is too old
                    * * * * *    | PT8M    | missed 3 to 08:17:00, catchup 08:18:00, catchup 08:19:00, catchup 08:20:00, catchup 08:21:00, catchup 08:22:00         | and shares a record
                    */10 * * * * | PT2H    | missed 11 to 10:00:00, catchup 10:10:00                                                                                | wildcards as all others
                    30 8 * * *   | PT10M   | ''                                                                                                                     | it was not due
                    30 8 * * *   | PT16M   | catchup 08:30:00                                                                                                       | just in time
                    30 8 * * *   | PT1H    | missed 1 to 08:30:00                                                                                                   | it is told
                    30 8 * * *   | P3D     | missed 3 to 08:30:00                                                                                                   | a long weekend
                    @hourly      | P3D     | missed 72 to 08:00:00                                                                                                  | the same
                    @every 1m    | PT4M    | missed 3 to 08:17:00, catchup 08:18:00                                                                                 | a period of its own is made up for once
                    @every 30s   | PT2H    | missed 239 to 10:13:30, catchup 10:14:00                                                                               | also after long
                    @every 1h    | PT2H    | missed 2 to 10:00:00                                                                                                   | or not at all
                    * * * * *    | P365D   | missed 525595 to 08:09:00, catchup 08:10:00, catchup 08:11:00, catchup 08:12:00, catchup 08:13:00, catchup 08:14:00   | a year is one record with the exact count
                    @every 1s    | P365D   | missed 31535999 to 08:14:09, catchup 08:14:10                                                                          | of seconds, too
                    @reboot      | PT2H    | ''                                                                                                                     | the machine was there
                    """)
    void a_daemon_that_was_not_there(String schedule, Duration down, String fates, String why) {
        lived(schedule + " name:a true").pass(down).begin(schedule + " name:a true");

        assertThat(life.fates()).isEqualTo(fates);
        life.andThen().wake();
        assertThat(life.fates()).as("nothing twice").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            emptyValue = "",
            textBlock =
                    """
                    line                      | down  | fates                                                                       | why
                    * * * * * catchup:none    | PT4M  | missed 4 to 08:18:00                                                        | not even the last minutes
                    * * * * * catchup:last    | PT4M  | missed 3 to 08:17:00, catchup 08:18:00                                      | one run is enough
                    * * * * * catchup:all     | PT4M  | catchup 08:15:00, catchup 08:16:00, catchup 08:17:00, catchup 08:18:00      | each of them
                    30 8 * * * catchup:last   | P3D   | missed 2 to 08:30:00, catchup 08:30:00                                      | a long weekend, and once is enough
                    30 8 * * * catchup:all    | P3D   | catchup 08:30:00, catchup 08:30:00, catchup 08:30:00                        | each day's data
                    30 8 * * * catchup:last/2d | P3D  | missed 2 to 08:30:00, catchup 08:30:00                                      | within its window
                    30 8 * * * catchup:last/12h | P3D | missed 3 to 08:30:00                                                        | too long ago
                    0 * * * * catchup:all/3h  | P1D   | missed 21 to 05:00:00, catchup 06:00:00, catchup 07:00:00, catchup 08:00:00 | those within its window
                    30 8 29 2 * catchup:last  | P365D | ''                                                                          | it was not due
                    0 0 1 1 * catchup:last    | P365D | catchup 00:00:00                                                            | the last one may be long ago
                    @hourly catchup:last      | P365D | missed 8759 to 07:00:00, catchup 08:00:00                                   | a year
                    @hourly catchup:last      | P500D | missed 12000 to 08:00:00                                                    | nobody believes that
                    * * * * * catchup:all     | P500D | missed 719995 to 08:09:00, catchup 08:10:00, catchup 08:11:00, catchup 08:12:00, catchup 08:13:00, catchup 08:14:00 | then the line's word does not count
                    @every 10m catchup:none   | PT30M | missed 3 to 08:40:00                                                        | a period of its own
                    @every 10m catchup:last   | PT30M | missed 2 to 08:30:00, catchup 08:40:00                                      | the same
                    @every 10m catchup:all    | PT30M | catchup 08:20:00, catchup 08:30:00, catchup 08:40:00                        | here each for itself
                    """)
    void a_line_says_what_is_made_up_for(String line, Duration down, String fates, String why) {
        lived(line + " name:a true").pass(down).begin(line + " name:a true");

        assertThat(life.fates()).isEqualTo(fates);
        life.andThen().wake();
        assertThat(life.fates()).as("nothing twice").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            emptyValue = "",
            textBlock =
                    """
                    line                   | down  | answered | fates                                | why
                    * * * * *              | PT4M  | PT1H     | ''                                   | it has only just stopped
                    * * * * * catchup:all  | PT4M  | PT1H     | ''                                   | whatever the line says
                    * * * * *              | PT4M  | PT2M30S  | catchup 08:17:00, catchup 08:18:00   | what came due between the two is ours
                    * * * * * catchup:none | PT4M  | PT2M30S  | missed 2 to 08:18:00                 | and has its fate
                    30 8 * * *             | P3D   | P2D      | missed 1 to 08:30:00                 | of three, two are the other's
                    * * * * *              | PT4M  | PT-1H    | catchup 08:15:00, catchup 08:16:00, catchup 08:17:00, catchup 08:18:00 | that was long ago
                    """)
    void what_another_cron_has_run_is_neither_made_up_for_nor_missed(
            String line, Duration down, Duration answered, String fates, String why) {
        lived(line + " name:a true");
        life.answered(Life.BEGIN.plusSeconds(40).plus(answered));
        life.pass(down).begin(line + " name:a true");
        assertThat(life.fates()).isEqualTo(fates);
        life.andThen().wake();
        assertThat(life.fates()).as("nothing twice").isEmpty();
    }

    @Test
    void what_waited_when_another_cron_took_the_lines_is_not_started_days_later() {
        String line = "* * * * * name:a overlap:queue true";
        lived(line).live(Duration.ofMinutes(1)).stop();
        assertThat(life.records()).extracting(RunRecord::state).endsWith(RunState.QUEUED);
        life.pass(Duration.ofDays(2)).answered(life.time.instant()).begin(line);

        assertThat(life.records())
                .filteredOn(run -> run.state() == RunState.SKIPPED)
                .singleElement()
                .extracting(RunRecord::reason)
                .asString()
                .contains("another cron ran the lines from 2026-11-21 08:15:10 to");
        assertThat(life.records()).noneMatch(run -> run.state() == RunState.QUEUED);
    }

    @Test
    void what_came_due_between_another_cron_and_the_first_daemon_of_all_is_ours() {
        life.answered(Life.BEGIN.minusSeconds(90)).begin("* * * * * name:a true");
        assertThat(life.fates()).isEqualTo("catchup 08:13:00");
        life.andThen().wake();
        assertThat(life.fates()).as("nothing twice").isEmpty();
    }

    @Test
    void of_a_year_of_minutes_no_more_than_the_newest_thousand_run() {
        lived("* * * * * name:a catchup:all true");
        life.pass(Duration.ofDays(365)).begin("* * * * * name:a catchup:all true");

        List<RunRecord> all = life.news();
        assertThat(all).hasSize(1 + Reckoning.OF_A_LINE);
        assertThat(all.getFirst().firings()).isEqualTo(525_600 - Reckoning.OF_A_LINE);
        assertThat(all.getFirst().reason()).endsWith("; the 1000 after these are made up for");
        Instant first = all.getFirst().due();
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i).due()).isEqualTo(first.plusSeconds(60L * i));
        }
    }

    @Test
    void lines_of_one_user_that_want_all_of_theirs_share() {
        String[] lines =
                IntStream.range(0, 100)
                        .mapToObj("* * * * * name:j%d catchup:all true"::formatted)
                        .toArray(String[]::new);
        lived(lines).pass(Duration.ofDays(1)).begin(lines);

        assertThat(life.news().stream().filter(run -> run.state() != RunState.MISSED))
                .hasSize(Reckoning.OF_A_USER);
        assertThat(life.news().stream().mapToLong(RunRecord::firings).sum())
                .isEqualTo(100 * 24 * 60);
    }

    @Test
    void it_starts_in_the_order_of_its_due_times_and_not_line_by_line() {
        String[] lines = {
            "15,18 8 * * * name:a true", "17 8 * * * name:b true", "@every 1m name:c true"
        };
        lived(lines).pass(Duration.ofMinutes(4)).begin(lines);

        assertThat(life.fates())
                .isEqualTo(
                        "missed 3 to 08:17:00, catchup 08:15:00, catchup 08:17:00,"
                                + " catchup 08:18:00, catchup 08:18:00");
        assertThat(life.witness.started())
                .extracting(run -> run.job().name())
                .as("after a first c")
                .containsExactly("c", "a", "b", "a", "c");
    }

    @Test
    void a_start_that_its_delay_puts_off_beyond_the_gap_is_not_missed() {
        String line = "15 8 * * * name:a jitter:10m catchup:none true";
        lived(line).pass(Duration.ofSeconds(55)).begin(line);

        assertThat(life.news()).extracting(RunRecord::state).containsExactly(RunState.QUEUED);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            emptyValue = "",
            textBlock =
                    """
                    before                         | after                        | fates                | why
                    0 9 * * * name:b true          | * * * * * name:a true        | ''                   | a new line
                    0 9 * * * name:a true          | * * * * * name:a true        | ''                   | another schedule
                    * * * * * name:a tz:UTC true   | * * * * * name:a tz:Asia/Tokyo true | ''            | another zone
                    * * * * * name:a true          | * * * * * name:a echo other  | catchup 08:15:00, catchup 08:16:00 | only another command
                    * * * * * name:a true          | 0 9 * * * name:b true        | ''                   | a line that is gone
                    * * * * * name:a true          | * * * * * name:a wait:5m true | ''                  | one that must not run
                    """)
    void only_a_line_that_was_there_before_is_made_up_for(
            String before, String after, String fates, String why) {
        lived(before).pass(Duration.ofMinutes(2)).begin(after);

        assertThat(life.fates()).isEqualTo(fates);
    }

    @Test
    void a_line_that_was_away_is_made_up_for_only_since_it_is_back() {
        lived("* * * * * name:a true").reload("0 9 * * * name:b true");
        life.live(Duration.ofMinutes(1)).reload("* * * * * name:a true");
        life.live(Duration.ofMinutes(1)).andThen();
        life.pass(Duration.ofMinutes(1)).begin("* * * * * name:a true");

        assertThat(life.fates()).isEqualTo("catchup 08:17:00");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            emptyValue = "",
            textBlock =
                    """
                    schedule      | fates                                  | why
                    * * * * *     | schedule 07:45:00, schedule 07:46:00   | follows the wall, as cron does
                    46 7 * * *    | ''                                     | has run, as far as cron knows
                    16 8 * * *    | ''                                     | its time will come
                    @every 1m     | schedule 07:45:00, schedule 07:46:00   | follows the wall
                    """)
    void a_clock_that_was_set_back_meanwhile_doubles_no_fixed_time(
            String schedule, String fates, String why) {
        lived(schedule + " name:a true")
                .pass(Duration.ofMinutes(-30))
                .begin(schedule + " name:a true");
        life.live(Duration.ofMinutes(2));

        assertThat(life.fates()).isEqualTo(fates);
    }

    @Test
    void a_clock_that_was_right_again_meanwhile_is_made_up_for_from_then_on() {
        lived("* * * * * name:a true").pass(Duration.ofDays(-1000)).begin("* * * * * name:a true");
        life.live(Duration.ofMinutes(5)).andThen();
        life.pass(Duration.ofMinutes(2)).begin("* * * * * name:a true");

        assertThat(life.fates()).isEqualTo("catchup 08:20:00, catchup 08:21:00");
    }

    @Test
    void minutes_of_which_nothing_was_written_lose_and_double_nothing() {
        String[] lines = {"30 8 * * * name:a true", "10 8-9 * * * name:b true"};
        lived(lines).live(Duration.ofMinutes(10)).begin(lines);
        life.live(Duration.ofMinutes(7)).andThen();
        life.begin(lines);
        assertThat(life.fates()).as("it has run").isEmpty();
        life.live(Duration.ofMinutes(20)).pass(Duration.ofMinutes(22)).begin(lines);

        assertThat(life.fates()).isEqualTo("catchup 09:10:00");
    }

    @Test
    void a_paused_line_is_not_made_up_for() {
        lived("* * * * * name:a true");
        life.requests().pause(new farcron.job.JobKey("ann", "a"), java.util.Optional.empty(), "me");
        life.message().pass(Duration.ofMinutes(3)).begin("* * * * * name:a true");

        assertThat(life.fates()).isEqualTo("skipped 3 to 08:17:00");
    }
}

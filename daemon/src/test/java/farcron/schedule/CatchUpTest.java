package farcron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;

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
                    * * * * *    | P30D    | missed 1000 to 00:54:00, catchup 08:10:00, catchup 08:11:00, catchup 08:12:00, catchup 08:13:00, catchup 08:14:00     | nobody counts further
                    @reboot      | PT2H    | ''                                                                                                                     | the machine was there
                    """)
    void a_daemon_that_was_not_there(String schedule, Duration down, String fates, String why) {
        lived(schedule + " name:a true").pass(down).begin(schedule + " name:a true");

        assertThat(life.fates()).isEqualTo(fates);
        life.andThen().wake();
        assertThat(life.fates()).as("nothing twice").isEmpty();
    }

    @Test
    void the_reason_says_when_nobody_was_there() {
        life.in("Europe/Madrid");
        lived("20 9 * * * name:a true", "@every 10m name:b true")
                .pass(Duration.ofMinutes(30))
                .begin("20 9 * * * name:a true", "@every 10m name:b true");

        assertThat(life.records())
                .extracting(run -> run.job().name() + ": " + run.reason())
                .containsExactly(
                        "a: the daemon was not running from 2026-11-21 09:14:00 to 2026-11-21"
                                + " 09:44:10",
                        "b: the daemon was not running from 2026-11-21 09:14:00 to 2026-11-21"
                                + " 09:44:10; the last of these firings is made up for",
                        "b: ");
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
    void a_paused_line_is_not_made_up_for() {
        lived("* * * * * name:a true");
        life.requests().pause(new farcron.job.JobKey("ann", "a"), java.util.Optional.empty(), "me");
        life.message().pass(Duration.ofMinutes(3)).begin("* * * * * name:a true");

        assertThat(life.fates()).isEqualTo("skipped 3 to 08:17:00");
    }
}

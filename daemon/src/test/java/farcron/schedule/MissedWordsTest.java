package farcron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.job.RunRecord;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;

/// What the record says of firings for which nobody was there. The daemon was there until 08:14:10.
class MissedWordsTest {

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
                    line                         | remark                                                           | why
                    20 8 * * *                   | ''                                                               | as all know it
                    @every 10m                   | ; the last of these firings is made up for                       | one for all
                    */5 * * * * catchup:last     | ; the last of these firings is made up for                       | on its line's word
                    */5 * * * * catchup:all/15m  | ; the 3 after these are made up for                              | not all within its window
                    20 8 * * * catchup:all/10m   | ; that is longer ago than its line's catchup allows              | none within its window
                    20 8 * * * catchup:none      | ; its line says catchup:none                                     | somebody wanted it so
                    """)
    void the_reason_says_what_is_made_up_for(String line, String remark, String why) {
        lived(line + " name:a true").pass(Duration.ofMinutes(30)).begin(line + " name:a true");

        assertThat(life.news().getFirst().reason()).endsWith("08:44:10" + remark);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    stopped | idle | reason                                                                                                   | why
                    true    | PT0S | the daemon was not running from 2026-11-21 09:14:10 to 2026-11-21 09:44:10                               | it was stopped in order
                    true    | PT9M | the daemon was not running from 2026-11-21 09:23:10 to 2026-11-21 09:53:10                               | also after minutes of which nothing was written
                    false   | PT0S | the daemon was not running: it was last seen at 2026-11-21 09:13:30 and back at 2026-11-21 09:44:10       | it was killed, or the power went
                    false   | PT9M | the daemon was not running: it was last seen at 2026-11-21 09:13:30 and back at 2026-11-21 09:53:10       | minutes of which nothing was written leave no trace
                    """)
    void the_reason_says_when_nobody_was_there(
            boolean stopped, Duration idle, String reason, String why) {
        life.in("Europe/Madrid");
        lived("30 9 * * * name:a true").live(idle);
        if (stopped) {
            life.stop();
        }
        life.pass(Duration.ofMinutes(30)).begin("30 9 * * * name:a true");

        assertThat(life.news()).extracting(RunRecord::reason).containsExactly(reason);
    }
}

package farcron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Lines for the start of the machine run once for each, whoever knows of it.
class AtBootTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

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
            textBlock =
                    """
                    record  | marker | runs  | why
                    none    | NONE   | true  | the first start ever
                    none    | UNSET  | true  | the first start ever
                    none    | SET    | false | the old cron has run them
                    of this | NONE   | false | on record
                    of this | UNSET  | false | a lost marker does not matter
                    of this | SET    | false | both say so
                    other   | NONE   | true  | on record for another boot only
                    other   | UNSET  | true  | on record for another boot only
                    other   | SET    | false | the old cron has run them in this one
                    lost    | NONE   | false | nobody can tell
                    lost    | UNSET  | true  | a lost record does not matter
                    lost    | SET    | false | a lost record does not matter
                    """)
    void they_run_unless_somebody_knows_that_they_have(
            String record, Boot.Marker marker, boolean runs, String why) throws Exception {
        if (!record.equals("none")) {
            life.boot(record.equals("other") ? "another boot" : "this boot");
            life.begin("@reboot name:a true").live(MINUTE).andThen();
            life.exited(1, 0);
        }
        if (record.equals("lost")) {
            life.close();
            Files.writeString(folder.resolve("farcron.db"), "nonsense ".repeat(1000));
        }
        life.boot("this boot", marker).begin("@reboot name:a true").live(MINUTE);

        long ran =
                life.records().stream()
                        .filter(run -> !run.due().isBefore(life.time.instant().minus(MINUTE)))
                        .count();
        assertThat(ran == 1).isEqualTo(runs);
        assertThat(life.ranAtBoot()).isEqualTo(runs);
    }

    @Test
    void what_ran_by_another_hand_is_on_record_from_then_on() {
        life.boot("this boot", Boot.Marker.SET).begin("@reboot name:a true").live(MINUTE);
        life.boot("this boot", Boot.Marker.UNSET).begin("@reboot name:a true").live(MINUTE);

        assertThat(life.records()).isEmpty();
    }
}

package farcron.load;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/// Whether the old cron could take a file over again.
class PortabilityTest {

    @TempDir private Path folder;

    private List<String> problems(String crontab) throws IOException {
        Path path = Files.writeString(folder.resolve("crontab"), crontab.replace("¶", "\n") + "\n");
        return Portability.problems(
                        new CrontabFile(path, Grammar.Format.USER, "ann", "ann"),
                        new Reading(Grammar.Dialect.DEBIAN, ZoneId.of("UTC"), "host"))
                .stream()
                .map(problem -> problem.line("F"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    crontab                                     | problem                                                  | why
                    0 1 * * * true                              | -                                                        | as ever
                    @daily true                                 | -                                                        | every cron of the family knows it
                    @reboot true                                | -                                                        | and this one
                    CRON_TZ=UTC¶0 1 * * * true                  | -                                                        | a variable, for cron and job alike
                    0 1 * * * : name:a jitter:5m; true          | -                                                        | words in their guard
                    0 1 * * * : fargate:f; true                 | F:1:1: warning: another cron would run the command on this machine, and not as a task of fargate:f; make sure that it can run here | it is harmless, and yet not the same
                    FARCRON_DEFAULTS="fargate:f"¶@daily true    | F:2:1: warning: another cron would run the command on this machine, and not as a task of fargate:f; make sure that it can run here | the same, with no word on the line
                    0 1 * * * fargate:f true                    | F:1:11: error: another cron would run `fargate:f`        | exit 127
                    0 1 * * * FOO=bar true                      | -                                                        | a shell's word, not ours
                    0 1 * * * name:a true                       | F:1:11: error: another cron would run `name:a`           | exit 127
                    0 1 * * * : name:a; true¶0 2 * * * tz:UTC x | F:2:11: error: another cron would run `tz:UTC`           | the second line
                    @daily jitter:5m name:a true                | F:1:8: error: another cron would run `jitter:5m`         | one problem a line
                    @every 5m true                              | F:1:1: error: no other cron knows @every                 | Debian's cron drops the file
                    after:x true                                | F:1:1: error: no other cron knows a line without a time  | the same
                    """)
    void a_line_that_the_old_cron_could_not_run_is_told(String crontab, String problem, String why)
            throws IOException {
        if (problem == null) {
            assertThat(problems(crontab)).isEmpty();
        } else {
            assertThat(problems(crontab)).singleElement().asString().startsWith(problem);
        }
    }

    @Test
    void each_line_has_its_own_problem() throws IOException {
        assertThat(problems("@every 5m true¶0 1 * * * name:a true¶after:a true")).hasSize(3);
    }
}

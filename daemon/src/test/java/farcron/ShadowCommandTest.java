package farcron;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class ShadowCommandTest {

    @TempDir private Path folder;

    private final Terminal terminal = new Terminal(Grammar.Dialect.DEBIAN);

    private int lookBack(String crontab, String log) throws IOException {
        Path logged = Files.writeString(folder.resolve("syslog"), log);
        Files.setLastModifiedTime(logged, FileTime.from(Instant.parse("2026-11-21T08:00:00Z")));
        Path file = Files.writeString(folder.resolve("crontab"), crontab);
        List<String> words = new ArrayList<>(List.of("shadow", "--since", "2026-11-21T02:00"));
        words.addAll(List.of("--log", logged.toString(), "--user", "ann", file.toString()));
        return terminal.type(words);
    }

    @Test
    void agreement_is_exit_0() throws IOException {
        int status =
                lookBack(
                        "30 2 * * * load\n",
                        """
                        Nov 21 01:00:00 web1 systemd[1]: Started it.
                        Nov 21 02:30:01 web1 CRON[8]: (ann) CMD (load)
                        Nov 21 02:31:01 web1 CRON[8]: (bob) CMD (whose crontab is not asked about)
                        """);

        assertThat(terminal.out())
                .startsWith("from 2026-11-21T02:00:00+01:00 to 2026-11-21T09:14:20+01:00, beside ")
                .contains("\n      1 agrees\n")
                .endsWith("\n      0 not judged\n");
        assertThat(status).isZero();
    }

    @Test
    void a_difference_is_exit_1_and_told_with_its_place() throws IOException {
        int status =
                lookBack(
                        "30 2 * * * load\n0 3-4 * * * count\n",
                        """
                        Nov 21 01:00:00 web1 systemd[1]: Started it.
                        Nov 21 02:30:01 web1 CRON[8]: (ann) CMD (load)
                        """);

        assertThat(terminal.out())
                .endsWith(
                        """

                        only farcron would have run, 2 times: ann: count
                            first 2026-11-21T03:00:00+01:00, last 2026-11-21T04:00:00+01:00, %s:2
                        """
                                .formatted(folder.resolve("crontab")));
        assertThat(status).isEqualTo(1);
    }

    @Test
    void a_log_that_says_nothing_is_exit_2() throws IOException {
        int status = lookBack("30 2 * * * load\n", "Nov 21 01:00:00 web1 systemd[1]: Up.\n");

        assertThat(terminal.err()).contains("tells of nothing that cron has run in that time");
        assertThat(status).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    words                            | told
                    --until 09:00 x                  | --until needs --since
                    --since 2026-11-21 --for 1h x    | leave one of them out
                    --since 2026-11-22 x             | --since 2026-11-22 is still to come
                    --log /none --since 2026-11-21 x | --log /none: there is no such file
                    --since noon x                   | `noon` is no time
                    --for ever x                     | --for ever is no duration
                    --report --for 1h                | --report tells all
                    --since 2026-11-20 /nowhere/at/all --log /dev/null | no crontab can be read
                    --report --state /nowhere/at/all | there is no record yet
                    """)
    void what_cannot_be_done_is_exit_2(String words, String told) {
        List<String> typed = new ArrayList<>(List.of("shadow"));
        typed.addAll(List.of(words.split(" +")));

        assertThat(terminal.type(typed)).isEqualTo(2);
        assertThat(terminal.err()).contains(told);
    }
}

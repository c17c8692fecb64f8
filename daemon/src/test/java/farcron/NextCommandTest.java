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
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// `farcron next`, as it is typed.
class NextCommandTest {

    @TempDir private Path folder;
    private final Terminal terminal = new Terminal(Grammar.Dialect.DEBIAN);

    private int next(String... arguments) {
        return terminal.type(Stream.concat(Stream.of("next"), Stream.of(arguments)).toList());
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("crontab"), text.replace("¶", "\n") + "\n")
                .toString();
    }

    private List<String> lines() {
        return terminal.out().lines().map(line -> line.replace("\t", " | ")).toList();
    }

    @Test
    void a_firing_is_one_line_of_due_time_name_and_command() throws IOException {
        int status =
                next(
                        "-n",
                        "3",
                        file("0 9-17/4 * * 1-5 name:a  echo  'a b'%input\n@every 12h name:b true"));

        assertThat(status).isZero();
        assertThat(terminal.out())
                .isEqualTo(
                        """
                        2026-11-21T13:00:00+01:00\tb\ttrue
                        2026-11-22T01:00:00+01:00\tb\ttrue
                        2026-11-22T13:00:00+01:00\tb\ttrue
                        """);
        assertThat(terminal.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiterString = " || ",
            textBlock =
                    """
                    crontab || arguments || first || count || why
                    0 * * * * name:a true || -n 4 || 2026-11-21T10:00:00+01:00 | a | true || 4 || from now on
                    0 * * * * name:a true || --zone UTC || 2026-11-21T09:00:00+00:00 | a | true || 10 || ten, in another zone
                    CRON_TZ=Asia/Tokyo¶0 * * * * name:a true || -n 1 || 2026-11-21T18:00:00+09:00 | a | true || 1 || in the zone of the line
                    0 * * * * name:a true || --from 2026-03-01 --until 2026-03-02 || 2026-03-01T00:00:00+01:00 | a | true || 24 || a day: its first moment belongs to it, its last does not
                    0 * * * * name:a true || --from 2026-03-29 --until 2026-03-30 || 2026-03-29T00:00:00+01:00 | a | true || 23 || the short day
                    0 * * * * name:a true || --from 2026-10-25 --until 2026-10-26 || 2026-10-25T00:00:00+02:00 | a | true || 25 || the long day
                    30 2 * * * name:a true || --from 2026-03-29 --until 2026-03-30 || 2026-03-29T03:00:00+02:00 | a | true || 1 || started after the gap
                    30 2 * * * name:a true || --from 2026-10-25 --until 2026-10-26 || 2026-10-25T02:30:00+02:00 | a | true || 1 || once, the first time
                    0 0 * * * name:a true || --from 2026-03-01T00:00 --until 2026-03-01T00:01 || 2026-03-01T00:00:00+01:00 | a | true || 1 || a minute
                    0 0 * * * name:a true || --from 2026-03-01T00:00:00Z -n 1 || 2026-03-02T00:00:00+01:00 | a | true || 1 || a moment with a zone
                    0 0 * * * name:a true || --from 2026-03-01T00:00:00+01:00 -n 1 || 2026-03-01T00:00:00+01:00 | a | true || 1 || or with an offset
                    * * * * * name:a true || --from 2026-03-01 --until 2026-03-02 -n 5 || 2026-03-01T00:00:00+01:00 | a | true || 5 || whatever comes first
                    0 0 29 2 * name:a true || -n 2 || 2028-02-29T00:00:00+01:00 | a | true || 2 || leap years
                    0 0 30 2 * name:a true || -n 2 || never | a | true || 1 || never
                    0 0 30 2 * name:a true || --from 2026-03-01 --until 2026-03-02 || never | a | true || 1 || nothing else to tell
                    """)
    void what_is_asked_for_is_told(
            String crontab, String arguments, String first, int count, String why)
            throws IOException {
        String path = file(crontab);
        int status =
                next(
                        Stream.of(arguments.split(" "), new String[] {path})
                                .flatMap(Stream::of)
                                .toArray(String[]::new));

        assertThat(status).isZero();
        assertThat(lines()).hasSize(count).first().isEqualTo(first);
    }

    @Test
    void lines_due_together_stand_in_the_order_of_the_crontab() throws IOException {
        next(
                "-n",
                "3",
                file("0 9 * * * name:z true\n0 9 * * * name:m true\n0 9 * * * name:a true"));

        assertThat(lines()).map(line -> line.split(" ")[2]).containsExactly("z", "m", "a");
    }

    @Test
    void what_is_never_due_is_told_after_all_else_and_not_into_a_list_of_a_span()
            throws IOException {
        String path = file("0 0 30 2 * name:n true\n0 9 * * * name:a true\n@reboot name:r true");
        next("-n", "1", path);
        assertThat(lines()).hasSize(2).last().isEqualTo("never | n | true");

        next("--from", "2026-03-01", "--until", "2026-03-02", path);
        assertThat(lines()).hasSize(1);
        assertThat(terminal.err()).isEqualTo("never\tn\ttrue\n");
    }

    @Test
    void a_line_that_others_start_is_told_with_them_and_not_as_never() throws IOException {
        String path = file("0 9 * * * name:a true\n0 0 30 2 * : name:n after:a; true");
        next("-n", "1", path);
        assertThat(lines()).hasSize(1);
        assertThat(terminal.err()).isEqualTo("when a has ended ok\tn\ttrue\n");
    }

    @Test
    void five_years_of_rare_lines_are_told_at_once() throws IOException {
        String path =
                file(
                        "0 0 29 2 1 name:a true\n"
                                + "0 0 30 2 * name:b true\n"
                                + "0 0 31 4,6,9,11 * name:c true");
        next("-n", "1", path);
        Duration begin = CpuTime.used();
        next("--from", "2026-01-01", "--until", "2031-01-01", path);

        assertThat(CpuTime.used().minus(begin)).isLessThan(Duration.ofSeconds(1));
        assertThat(lines())
                .hasSize(20 + 1)
                .first()
                .isEqualTo("2026-02-02T00:00:00+01:00 | a | true");
        assertThat(terminal.err()).contains("never\tb\ttrue", "never\tc\ttrue");
    }

    @Test
    void a_line_with_a_mistake_is_told_and_the_others_are_foretold() throws IOException {
        String path =
                file("61 * * * * true\n0 9 * * * name:a true\n0 9 * * * name:t timeout:soon true");

        assertThat(next("-n", "2", path)).isZero();
        assertThat(lines()).hasSize(2).allMatch(line -> line.contains("| a |"));
        assertThat(terminal.err().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith(path + ":") && line.contains(": error: "));
    }

    @Test
    void a_line_that_waits_for_others_is_in_no_list_of_times() throws IOException {
        String path =
                file(
                        "0 9 * * * name:a true\nafter:a,b@failed name:x echo 1\n"
                                + "30 9 * * * name:b true\n0 10 * * * after:a name:y echo 2");

        assertThat(next("-n", "3", path)).isZero();
        assertThat(lines()).map(line -> line.split(" ")[2]).containsExactly("b", "y", "a");
        assertThat(terminal.err()).isEqualTo("when a has ended ok and b has failed\tx\techo 1\n");
    }

    @Test
    void a_user_column_is_read_where_there_is_one() throws IOException {
        next("--system", "-n", "1", file("0 9 * * * root name:a echo root"));

        assertThat(lines()).containsExactly("2026-11-22T09:00:00+01:00 | a | echo root");
    }

    @Test
    void control_characters_of_a_command_do_nothing_to_a_terminal() throws IOException {
        next("-n", "1", file("0 9 * * * name:a printf '\u001b[2J\u0085'"));

        assertThat(lines().getFirst()).endsWith("| printf '^[[2J?'");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    arguments                | status | says                                | why
                    FILE /no/such            | 1      | /no/such:1:1: error: there is no    | the others are still told
                    --zone Mars FILE         | 2      | --zone Mars names no time zone      | a mistyped zone
                    --from noon FILE         | 2      | `noon` is no time                   | a mistyped time
                    --until 2026-13-01 FILE  | 2      | `2026-13-01` is no time             | there is no such month
                    -n many FILE             | 2      | many                                | a mistyped number
                    -n 3                     | 2      | FILE                                | no file
                    --form FILE              | 2      | --form                              | a mistyped option
                    """)
    void mistakes_are_told(String arguments, int status, String says, String why)
            throws IOException {
        String path = file("0 9 * * * name:a true");

        assertThat(next(arguments.replace("FILE", path).split(" "))).isEqualTo(status);
        assertThat(terminal.err()).contains(says);
        assertThat(terminal.out().isEmpty()).isEqualTo(status == 2);
    }
}

package farcron.crontab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Nothing that somebody writes into a crontab may hold the reader up, or fill its memory.
class LimitTest {

    private static Crontab quickly(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> Crontab.parse("f", content, Reading.USER));
    }

    @Test
    void a_file_that_is_too_large_is_refused_unread() {
        byte[] content = new byte[20 << 20];
        Arrays.fill(content, (byte) '*');
        Crontab crontab = Crontab.parse("f", content, Reading.USER);
        assertThat(crontab.problems())
                .extracting(problem -> problem.line("f"))
                .containsExactly(
                        "f:1:1: error: file is 20971520 bytes long, but 8388608 is the limit; is it"
                                + " a crontab? if so, move jobs to a second file");
        // The best of many: how busy this machine is otherwise is not the question.
        assertThat(IntStream.range(0, 50).mapToLong(_ -> millis(content)).boxed())
                .anyMatch(took -> took < 100);
    }

    private static long millis(byte[] content) {
        long begin = System.nanoTime();
        Crontab.parse("f", content, Reading.USER);
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }

    @Test
    void jobs_beyond_10000_are_reported_once() {
        Crontab crontab = quickly("* * * * * c\n".repeat(10_005));
        assertThat(crontab.jobs()).hasSize(10_000);
        assertThat(crontab.problems())
                .extracting(problem -> problem.line("f"))
                .contains(
                        "f:10001:1: error: file has more than 10000 job lines; this one and those"
                                + " below are not read; move jobs to a second file")
                .hasSize(2);
    }

    @Test
    void lines_beyond_100000_are_reported_once() {
        Crontab crontab = quickly("#\n".repeat(100_000) + "* * * * * c\n");
        assertThat(crontab.jobs()).isEmpty();
        assertThat(crontab.problems()).filteredOn(Problem::isError).hasSize(1);
    }

    @Test
    void settings_and_jobs_in_turn_do_not_explode() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            text.append("A").append(i).append("=x\n* * * * * c\n");
        }
        Crontab crontab = quickly(text.toString());
        assertThat(crontab.jobs()).hasSize(10_000);
        assertThat(crontab.jobs().getLast().environment()).hasSize(1_000);
        assertThat(crontab.problems()).filteredOn(Problem::isError).hasSize(1);
    }

    @Test
    void a_command_has_a_longest_length() {
        assertThat(quickly("* * * * * " + "é".repeat(65_535) + "\n").jobs()).hasSize(1);
        assertThat(quickly("* * * * * " + "é".repeat(65_536) + "\n").problems())
                .extracting(problem -> problem.line("f"))
                .containsExactly(
                        "f:1:11: error: command is 131072 bytes long, but 131070 is the limit; put"
                                + " it into a script");
    }

    @Test
    void a_setting_has_a_longest_length() {
        assertThat(quickly("A=" + "x".repeat(131_072) + "\n").problems())
                .extracting(Problem::isError)
                .containsExactly(true);
    }

    @Test
    void problems_are_listed_up_to_a_number_and_counted_beyond() {
        Crontab crontab = quickly("A=\n".repeat(600) + "bad\n".repeat(9_000));
        assertThat(crontab.problems()).hasSize(1_000);
        assertThat(crontab.problems().getLast().line("f"))
                .isEqualTo("f:999:1: error: 8601 more problems are not listed; mend these first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*", "1", "1,", "~,", "*/", "5-", "\"", "'", "%", "\\", "(", "a:", ": ", "name:x ",
                "-", "@", "=", "A ", "\t", "\0", "é", "/", "[ ", "cd ", "\u00a0", "\r", "#", "&&"
            })
    void a_line_of_millions_of_characters_is_read_fast(String piece) {
        String many = piece.repeat(2_000_000 / piece.length());
        quickly(many + "\n");
        quickly("* * * * * " + many + "\n");
        quickly("* * * * * " + piece.repeat(130_000 / piece.length()) + "a\n");
        quickly("A=" + many + "\n");
        quickly("#Ansible:" + many + "\n* * * * * c\n");
    }

    @Test
    void a_file_of_long_lines_with_many_draws_is_read_fast() {
        quickly(("~,".repeat(480) + "~ * * * * " + "x".repeat(100_000) + "\n").repeat(80));
    }

    @Test
    void many_dates_that_never_come_are_found_fast() {
        assertThat(quickly("0 0 31 2,4,6,9,11 * c\n".repeat(10_000)).jobs()).hasSize(10_000);
    }
}

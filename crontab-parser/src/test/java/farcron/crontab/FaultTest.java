package farcron.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The words that cron has for what is bad, as crontab(1) prints them and refuses the file.
class FaultTest {

    private static final Set<String> WORDS = Set.of("name", "after", "jitter", "timeout", "tz");

    /// What we take although no cron does.
    private static final List<String> KINDER = List.of("\r", "\ufeff", "@every 5m", "~/10");

    private static List<Problem> barring(String text, Grammar.Dialect dialect) {
        Grammar grammar = new Grammar(Grammar.Format.USER, dialect, WORDS, "host");
        byte[] bytes = LosslessText.encode(text);
        return Crontab.parse("f", bytes, grammar).problems().stream()
                .filter(Problem::barsInstall)
                .toList();
    }

    private static String shown(List<Problem> problems) {
        return String.join(
                ", ",
                problems.stream()
                        .map(problem -> problem.position().line() + " " + problem.fault().words())
                        .toList());
    }

    record Recorded(String input, String debian, String cronie) {
        @Override
        public String toString() {
            return Shown.quoted(input);
        }
    }

    /// Where both crons refuse an input with the same words, and so do we, ours are the same.
    @ParameterizedTest
    @MethodSource("recorded")
    void what_both_crons_refuse_is_refused_with_their_words(Recorded recorded) {
        for (Grammar.Dialect dialect : Grammar.Dialect.values()) {
            assertThat(barring(recorded.input(), dialect))
                    .as(dialect.name())
                    .isNotEmpty()
                    .first()
                    .extracting(problem -> problem.fault().words())
                    .isEqualTo(recorded.debian());
        }
    }

    static Stream<Recorded> recorded() throws IOException {
        try (var in = FaultTest.class.getResourceAsStream("/recorded/vectors.json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<Recorded> all =
                    JSON.std.listFrom(text).stream()
                            .map(FaultTest::recorded)
                            .flatMap(Optional::stream)
                            .toList();
            assertThat(all).hasSizeGreaterThan(40);
            return all.stream();
        }
    }

    private static Optional<Recorded> recorded(Object entry) {
        Map<?, ?> vector = (Map<?, ?>) entry;
        String input = ((String) vector.get("input")).replace("\\xff", "\udcff");
        String debian = words(vector.get("debian-3.0pl1-162"));
        String cronie = words(vector.get("cronie-1.7.2"));
        boolean same = debian.startsWith("bad ") && debian.equals(cronie);
        return same && KINDER.stream().noneMatch(input::contains)
                ? Optional.of(new Recorded(input, debian, cronie))
                : Optional.empty();
    }

    private static String words(Object answer) {
        String message = (String) ((Map<?, ?>) answer).get("message");
        return message.replaceFirst("^\".*\":[0-9]+: ", "");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    line                      | words            | why
                    * 22-2 * * * c            | 1 bad hour       | Debian takes it and never runs it; a new file may not have it
                    * * * * fri-sun c         |                  | has a meaning here
                    */60 * * * * c            |                  | only a warning
                    @daily                    | 1 bad command    | Debian runs nothing, daily
                    * * * * * name:a tiemout:3 c | '1 '          | our own word: cron has none for it
                    tiemout:3 c               | '1 '             | same
                    after:a c                 |                  | our own schedule
                    @every 0s c               | 1 bad time specifier | a nickname of ours
                    """)
    void a_line_is_refused_in_new_crontabs(String line, String words, String why) {
        assertThat(shown(barring(line + "\n", Grammar.Dialect.DEBIAN)))
                .isEqualTo(words == null ? "" : words);
    }

    @Test
    void a_last_line_without_newline_is_refused_where_it_matters() {
        String job = "* * * * * c\n";
        assertThat(shown(barring(job + "* * * * * d", Grammar.Dialect.DEBIAN)))
                .isEqualTo("2 premature EOF");
        assertThat(barring(job + "# the end", Grammar.Dialect.DEBIAN)).isEmpty();
    }

    @Test
    void the_limits_of_a_dialect_are_those_of_its_cron() {
        String longCommand = "* * * * * " + "x".repeat(999) + "\n";
        assertThat(shown(barring(longCommand, Grammar.Dialect.DEBIAN)))
                .isEqualTo("1 command too long");
        assertThat(barring(longCommand, Grammar.Dialect.CRONIE)).isEmpty();
        String lines = "#\n".repeat(10_001);
        assertThat(shown(barring(lines, Grammar.Dialect.DEBIAN)))
                .isEqualTo("10001 crontab is too long");
        assertThat(barring(lines, Grammar.Dialect.CRONIE)).isEmpty();
        String jobs = "* * * * * c\n".repeat(10_001);
        assertThat(shown(barring(jobs, Grammar.Dialect.CRONIE)))
                .isEqualTo("10001 too many entries");
    }

    @Test
    void among_many_warnings_the_one_that_counts_is_kept() {
        String lists = "1 1 " + "*/40,".repeat(30) + "9-5 * * c\n";
        assertThat(shown(barring(lists, Grammar.Dialect.CRONIE))).isEqualTo("1 bad day-of-month");
        String many = "* 22-2 * * * c\n".repeat(1_500);
        assertThat(barring(many, Grammar.Dialect.CRONIE)).hasSize(1_000);
    }
}

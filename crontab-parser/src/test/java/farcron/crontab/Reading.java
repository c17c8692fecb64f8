package farcron.crontab;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Short ways for tests to read crontabs.
final class Reading {

    static final Set<String> WORDS =
            Set.of(
                    "name",
                    "after",
                    "after-any",
                    "wait",
                    "fargate",
                    "timeout",
                    "retry",
                    "overlap",
                    "pool",
                    "tz",
                    "when",
                    "mem",
                    "cpu");

    static final Grammar USER = grammar(Grammar.Format.USER, Grammar.Dialect.DEBIAN);
    static final Grammar SYSTEM = grammar(Grammar.Format.SYSTEM, Grammar.Dialect.DEBIAN);
    static final Grammar CRONIE = grammar(Grammar.Format.USER, Grammar.Dialect.CRONIE);

    private Reading() {}

    static Grammar grammar(Grammar.Format format, Grammar.Dialect dialect) {
        return new Grammar(format, dialect, WORDS, "host");
    }

    static Crontab read(Grammar grammar, String text) {
        return Crontab.parse("crontab", text.getBytes(StandardCharsets.UTF_8), grammar);
    }

    static Crontab user(String text) {
        return read(USER, text);
    }

    /// The only job of a text whose lines are all correct.
    static CrontabJob job(Grammar grammar, String text) {
        Crontab crontab = read(grammar, text);
        if (crontab.jobs().size() != 1) {
            throw new AssertionError(text + " is no job: " + crontab.problems());
        }
        return crontab.jobs().getFirst();
    }

    static CrontabJob job(String line) {
        return job(USER, line + "\n");
    }

    static CalendarSchedule calendar(String fields) {
        return ((Schedule.Calendar) job(fields + " c").schedule()).fields();
    }

    /// `LINE:COLUMN: error: what; remedy`, or `ok`.
    static String problems(Grammar grammar, String text) {
        List<Problem> problems = read(grammar, text).problems();
        return problems.isEmpty()
                ? "ok"
                : problems.stream()
                        .map(problem -> problem.line("").substring(1))
                        .collect(Collectors.joining("\n"));
    }

    /// The values of a field, `0 15 30 45`.
    static String values(FieldSet set) {
        StringBuilder values = new StringBuilder();
        for (int value = 0; value < 64; value++) {
            if (set.has(value)) {
                values.append(values.isEmpty() ? "" : " ").append(value);
            }
        }
        return values.toString();
    }
}

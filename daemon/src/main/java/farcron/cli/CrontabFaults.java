package farcron.cli;

import farcron.crontab.Fault;
import farcron.crontab.Problem;

import java.util.List;

/// Tells what is wrong with a new crontab as cron's own program does; at a terminal, each line is
/// followed by an explanation.
final class CrontabFaults {

    private static final String TOO_LONG = "crontab is too long; maximum number of lines is 10000.";

    private final CrontabWords words;
    private final CrontabTerminal terminal;

    CrontabFaults(CrontabWords words, CrontabTerminal terminal) {
        this.words = words;
        this.terminal = terminal;
    }

    /// @param file as it was typed
    /// @param last the line that ends the list; in Debian's dialect what is wrong with the file as
    ///   a whole stands in its place
    void tell(String file, List<Problem> problems, String last) {
        boolean explain = terminal.isTerminal().test(2);
        for (Problem problem : problems) {
            if (ofTheWhole(problem.fault()).isEmpty()) {
                terminal.complain(line(file, problem));
                if (explain) {
                    terminal.complain("    " + Shown.text(prose(problem)));
                }
            }
        }
        List<String> whole =
                problems.stream()
                        .map(problem -> ofTheWhole(problem.fault()))
                        .filter(sentence -> !sentence.isEmpty())
                        .distinct()
                        .toList();
        whole.forEach(terminal::complain);
        if (words == CrontabWords.CRONIE || whole.isEmpty()) {
            terminal.complain(last);
        }
    }

    /// The sentence for what belongs to no line; empty for all else.
    private String ofTheWhole(Fault fault) {
        boolean debian = words == CrontabWords.DEBIAN;
        return switch (fault) {
            case PREMATURE_EOF ->
                    debian ? "new crontab file is missing newline before EOF, can't install." : "";
            case TOO_MANY_LINES -> TOO_LONG;
            case TOO_MANY_ENTRIES ->
                    debian
                            ? TOO_LONG
                            : "There are too many entries in the crontab file. Limit: 10000";
            case NONE,
                    ELSEWHERE,
                    MINUTE,
                    HOUR,
                    DAY_OF_MONTH,
                    MONTH,
                    DAY_OF_WEEK,
                    TIME_SPECIFIER,
                    USERNAME,
                    OPTION,
                    COMMAND,
                    COMMAND_TOO_LONG,
                    OWN ->
                    "";
        };
    }

    private static String line(String file, Problem problem) {
        String word = problem.fault().words();
        String text = word.isEmpty() ? prose(problem) : word;
        return "\"" + file + "\":" + problem.position().line() + ": " + Shown.text(text);
    }

    private static String prose(Problem problem) {
        return problem.what() + "; " + problem.remedy();
    }
}

package farcron.load;

import farcron.crontab.Problem;
import farcron.crontab.Word;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is wrong with the meaning of a file's lines. A setting is in force on many lines; what is
/// wrong with it is said once.
final class Complaints {

    /// More than anybody reads; the rest is only counted.
    private static final int MOST = 1_000;

    private final Set<Problem> problems = new LinkedHashSet<>();
    private Optional<String> refusal = Optional.empty();
    private int more;

    /// From now on it is about another line.
    void nextLine() {
        refusal = Optional.empty();
    }

    void note(Problem problem) {
        if (problems.size() < MOST) {
            problems.add(problem);
        } else if (!problems.contains(problem)) {
            more++;
        }
    }

    /// The line does not run for it.
    void refuse(Problem problem) {
        note(problem);
        if (refusal.isEmpty()) {
            refusal = Optional.of(problem.what() + "; " + problem.remedy());
        }
    }

    /// The value of one of the line's words; absent if it means nothing, which is told, and refuses
    /// the line.
    <T> Optional<T> read(Word word, Meaning<T> meaning) {
        try {
            return Optional.of(meaning.of(word.value()));
        } catch (BadValue bad) {
            refuse(
                    Problem.error(
                            word.position(), written(word) + " " + bad.getMessage(), bad.remedy()));
            return Optional.empty();
        }
    }

    /// As it is named in a complaint.
    static String written(Word word) {
        return word.key() + ":" + word.value();
    }

    /// Why the line does not run: the first reason.
    Optional<String> refusal() {
        return refusal;
    }

    /// In the order in which they were found.
    List<Problem> all() {
        List<Problem> all = new ArrayList<>(problems);
        if (more > 0) {
            all.add(
                    Problem.error(
                            all.getLast().position(),
                            more + " more problems are not listed",
                            "mend these first"));
        }
        return all;
    }
}

package farcron.swap;

import farcron.crontab.Crontab;
import farcron.crontab.CrontabJob;
import farcron.crontab.Fault;
import farcron.crontab.Grammar;
import farcron.crontab.LosslessText;
import farcron.crontab.Problem;
import farcron.load.CrontabFile;
import farcron.load.Portability;
import farcron.load.Reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A crontab that every cron can run, as far as that can be had; byte for byte the same but for the
/// lines that are told.
///
/// @param bytes its text
/// @param changes in the order of the file
/// @param problems what another cron still could not run, and what no cron can read
public record GuardedText(byte[] bytes, List<Change> changes, List<Problem> problems) {

    public GuardedText {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }

    /// @param line from 1
    public record Change(int line, String before, String after) {}

    /// @param file where the text stands
    public static GuardedText of(CrontabFile file, byte[] text, Reading reading) {
        Grammar grammar = reading.grammar(file.format());
        Crontab crontab = Crontab.parse(file.path().toString(), text, grammar);
        List<String> lines = Arrays.asList(LosslessText.decode(text).split("\n", -1));
        List<Change> all = new ArrayList<>();
        for (CrontabJob job : crontab.jobs()) {
            int number = job.position().line();
            String before = lines.get(number - 1);
            String after = new GuardedLine(before, job, grammar).text();
            if (!after.equals(before)) {
                all.add(new Change(number, before, after));
            }
        }
        List<Problem> errors =
                Portability.problems(file, with(all, lines), reading).stream()
                        .filter(Problem::isError)
                        .toList();
        // Other faults are those of the file or of the time fields, and no guard matters to them.
        Set<Integer> inVain =
                errors.stream()
                        .filter(it -> it.fault() == Fault.OWN)
                        .map(it -> it.position().line())
                        .collect(Collectors.toSet());
        all.removeIf(change -> inVain.contains(change.line()));
        return new GuardedText(with(all, lines), all, all(crontab, errors));
    }

    private static byte[] with(List<Change> changes, List<String> lines) {
        List<String> changed = new ArrayList<>(lines);
        changes.forEach(change -> changed.set(change.line() - 1, change.after()));
        return LosslessText.encode(String.join("\n", changed));
    }

    private static List<Problem> all(Crontab crontab, List<Problem> errors) {
        List<Problem> all = new ArrayList<>(errors);
        crontab.problems().stream().filter(Problem::isError).forEach(all::add);
        all.sort(Comparator.comparingInt(problem -> problem.position().line()));
        return all;
    }

    public boolean isChanged() {
        return !changes.isEmpty();
    }
}

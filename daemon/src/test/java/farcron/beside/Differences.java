package farcron.beside;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What two machines have told differently, and the reason where there is a stated one.
///
/// @param explained where, on which side, which line, and why
/// @param unexplained lines for which no reason is stated
/// @param idle reasons that explain nothing
record Differences(List<String> explained, List<String> unexplained, List<Reason> idle) {

    /// Why lines differ that are meant to. If both sides are given, both must be met in the same
    /// place; else one side has lines that the other lacks.
    ///
    /// @param where which names of a [Testimony] it is about
    /// @param cron the lines that only cron's machine has; matches nothing if it is empty
    /// @param farcron the lines that only farcron's machine has
    /// @param why for people
    record Reason(Pattern where, Pattern cron, Pattern farcron, String why) {

        /// Four columns: bars between blanks part them. `#` begins a comment.
        static List<Reason> table(String table) {
            return table.lines().filter(row -> !row.startsWith("#")).map(Reason::row).toList();
        }

        private static Reason row(String row) {
            List<String> cells =
                    Arrays.stream(row.split("(?<=\\s)\\|(?=\\s)", 4)).map(String::strip).toList();
            return new Reason(
                    Pattern.compile(cells.get(0)),
                    Pattern.compile(cells.get(1)),
                    Pattern.compile(cells.get(2)),
                    cells.get(3));
        }

        private boolean isMet(String name, List<String> cronOnly, List<String> farcronOnly) {
            return where.matcher(name).matches()
                    && (cron.pattern().isEmpty() || of(cronOnly, cron).findAny().isPresent())
                    && (farcron.pattern().isEmpty()
                            || of(farcronOnly, farcron).findAny().isPresent());
        }

        private static Stream<String> of(List<String> lines, Pattern pattern) {
            return lines.stream().filter(line -> pattern.matcher(line).matches());
        }
    }

    static Differences between(Testimony cron, Testimony farcron, List<Reason> stated) {
        Differences all =
                new Differences(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(stated));
        SortedSet<String> names = new TreeSet<>(cron.lines().keySet());
        names.addAll(farcron.lines().keySet());
        for (String name : names) {
            List<String> cronHas = cron.lines().getOrDefault(name, List.of());
            List<String> farcronHas = farcron.lines().getOrDefault(name, List.of());
            all.add(name, less(cronHas, farcronHas), less(farcronHas, cronHas), stated);
        }
        return all;
    }

    private void add(
            String name, List<String> cronOnly, List<String> farcronOnly, List<Reason> stated) {
        for (Reason reason : stated) {
            if (reason.isMet(name, cronOnly, farcronOnly)) {
                idle.remove(reason);
                explain(name + ": only beside cron: ", cronOnly, reason.cron(), reason.why());
                explain(
                        name + ": only beside farcron: ",
                        farcronOnly,
                        reason.farcron(),
                        reason.why());
            }
        }
        cronOnly.forEach(line -> unexplained.add(name + ": only beside cron: " + line));
        farcronOnly.forEach(line -> unexplained.add(name + ": only beside farcron: " + line));
    }

    private void explain(String where, List<String> lines, Pattern pattern, String why) {
        Reason.of(lines, pattern).forEach(line -> explained.add(where + line + "  (" + why + ")"));
        lines.removeIf(line -> pattern.matcher(line).matches());
    }

    private static List<String> less(List<String> from, List<String> what) {
        List<String> rest = new ArrayList<>(from);
        what.forEach(rest::remove);
        return rest;
    }
}

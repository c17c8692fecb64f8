package farcron.crontab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects the problems of one file, up to a number that a person may still read.
final class Problems {

    private static final int MOST = 1_000;

    private final List<Problem> kept = new ArrayList<>();
    private int more;
    private boolean errorsAmongMore;
    private boolean barsAmongMore;

    void add(Problem problem) {
        if (kept.size() < MOST - 1) {
            kept.add(problem);
        } else {
            more++;
            errorsAmongMore |= problem.isError();
            barsAmongMore |= problem.barsInstall();
        }
    }

    /// In the order of the file; the last one counts those left out, and is an error if one of them
    /// is.
    List<Problem> inOrder() {
        List<Problem> all = new ArrayList<>(kept);
        all.sort(
                Comparator.comparingInt((Problem problem) -> problem.position().line())
                        .thenComparingInt(problem -> problem.position().column()));
        if (more > 0) {
            all.add(rest(all.getLast().position()));
        }
        return all;
    }

    private Problem rest(Position last) {
        String what = more + " more problems are not listed";
        String remedy = "mend these first";
        if (errorsAmongMore) {
            return Problem.error(last, what, remedy);
        }
        return barsAmongMore
                ? Problem.tolerated(last, Fault.OWN, what, remedy)
                : Problem.warning(last, what, remedy);
    }
}

package farcron.load;

import farcron.job.Job;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/// Refuses the lines that wait for one that does not run, and those that wait for them in turn.
final class InVain {

    /// A reason is told once more at each line that suffers from it.
    private static final int LONGEST_REASON = 160;

    private InVain() {}

    /// @param cause the line at which it all began
    private record Rejected(Line line, Line cause) {}

    static void refuse(Collection<Line> lines) {
        Deque<Rejected> ahead = new ArrayDeque<>();
        lines.stream()
                .filter(line -> !line.job().runs())
                .forEach(line -> ahead.add(new Rejected(line, line)));
        while (!ahead.isEmpty()) {
            Rejected next = ahead.remove();
            for (Line dependent : next.line().dependents()) {
                if (dependent.job().runs()) {
                    refuse(dependent, next.line(), next.cause());
                    ahead.add(new Rejected(dependent, next.cause()));
                }
            }
        }
    }

    private static void refuse(Line line, Line upstream, Line cause) {
        String what =
                "line waits for %s, which does not run"
                        .formatted(line.called(upstream.job().key()));
        if (!isOwn(line, cause)) {
            line.refuse(line.position(upstream), what, "this line runs when that one does");
            return;
        }
        Job first = cause.job();
        String whose =
                cause == upstream ? "" : " because %s does not".formatted(line.called(first.key()));
        line.refuse(
                line.position(upstream),
                what + whose + ": " + reason(first),
                "mend line %d of %s first".formatted(first.line(), first.file()));
    }

    /// What is wrong with a line is the business of those who may write it.
    private static boolean isOwn(Line line, Line other) {
        return line.file().isRoots() || line.file().user().equals(other.file().user());
    }

    /// Without the remedy, and as it goes on after the name of the line.
    private static String reason(Job rejected) {
        String all = rejected.rejected().orElseThrow();
        int remedy = all.indexOf("; ");
        String what = (remedy < 0 ? all : all.substring(0, remedy)).replaceFirst("^line ", "it ");
        return what.length() <= LONGEST_REASON ? what : what.substring(0, LONGEST_REASON) + "...";
    }
}

package farcron.report;

import farcron.job.RunRecord;

import java.util.List;
import java.util.regex.Pattern;

/// The runs that a reason names: `run 12 still goes`, `pool heavy is full (reindex #12, dump #13)`.
final class Mentioned {

    private static final Pattern RUN = Pattern.compile("(?:\\brun |#)(\\d{1,18})\\b");
    private static final int MOST = 5;

    private Mentioned() {}

    static List<Long> in(RunRecord run) {
        return RUN.matcher(run.reason())
                .results()
                .map(found -> Long.valueOf(found.group(1)))
                .filter(id -> id != run.id())
                .distinct()
                .limit(MOST)
                .toList();
    }
}

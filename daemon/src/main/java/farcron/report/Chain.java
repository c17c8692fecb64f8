package farcron.report;

import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Upstream;
import farcron.record.RunHistory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What kept a run from starting, from upstream to upstream, down to the run that did not end as
/// was needed.
///
/// @param links the nearest first; ends early where the next one is not on record any more, or is
///   not the caller's to see
record Chain(RunRecord run, List<RunRecord> links) {

    /// Longer ones are not made by people.
    private static final int LONGEST = 100;

    static Chain of(RunRecord run, RunHistory history, View view) {
        List<RunRecord> links = new ArrayList<>();
        RunRecord last = run;
        while (last.state() == RunState.BLOCKED && links.size() < LONGEST) {
            Optional<RunRecord> next =
                    culprit(last)
                            .flatMap(history::run)
                            .filter(it -> view.caller().sees(it.user()))
                            .map(view::told);
            if (next.isEmpty()) {
                break;
            }
            last = next.get();
            links.add(last);
        }
        return new Chain(run, List.copyOf(links));
    }

    /// The end that its reason names; else the first one that went wrong.
    private static Optional<Long> culprit(RunRecord run) {
        List<Long> named = Mentioned.in(run);
        return run.upstream().stream()
                .map(Upstream::run)
                .filter(named::contains)
                .findFirst()
                .or(() ->
                        run.upstream().stream()
                                .filter(end -> end.state() != RunState.OK)
                                .map(Upstream::run)
                                .findFirst())
                .or(() -> named.stream().findFirst());
    }

    /// The run itself, if nothing was in its way.
    RunRecord root() {
        return links.isEmpty() ? run : links.getLast();
    }

    /// All reasons, one after the other.
    String reason() {
        StringBuilder text = new StringBuilder(View.reason(run));
        for (RunRecord link : links) {
            String reason = View.reason(link);
            boolean isToldAlready = link.exitCode().isPresent() && link.state() == RunState.FAILED;
            if (!reason.isEmpty() && !isToldAlready) {
                text.append(": ").append(reason);
            }
        }
        return text.toString();
    }
}

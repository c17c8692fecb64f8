package farcron.dispatch;

import farcron.job.Job;
import farcron.job.MakeUp;
import farcron.job.Overlap;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;

import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/// What a run may do while earlier runs of its job are not over. As this is read from the open runs
/// each time, a crash changes nothing.
final class Overlaps {

    private final OpenRuns open;
    private final Stops stops;

    Overlaps(OpenRuns open, Stops stops) {
        this.open = open;
        this.stops = stops;
    }

    /// What holds a run back, if anything does.
    ///
    /// @param over ends a run that waits and will not start any more
    Optional<Turn> hold(RunRecord run, Job job, Ender over, Instant now) {
        NavigableMap<Long, OpenRuns.Open> before = open.ahead(run.job(), run.id());
        if (before.isEmpty()) {
            return Optional.empty();
        }
        if (isOneOfMany(run, job)) {
            RunRecord first = before.firstEntry().getValue().run();
            return Optional.of(new Turn.Stay(Waiting.runs(List.of(first)) + " goes first"));
        }
        if (job.rules().overlap() == Overlap.ALLOW) {
            return Optional.empty();
        }
        List<RunRecord> ahead = before.values().stream().map(OpenRuns.Open::run).toList();
        return switch (job.rules().overlap()) {
            case ALLOW -> Optional.empty();
            case SKIP -> Optional.of(new Turn.Over(RunState.SKIPPED, goes(ahead.getLast())));
            case QUEUE -> Optional.of(queue(ahead));
            case REPLACE -> replace(run, ahead, over, now);
        };
    }

    interface Ender {
        void end(RunRecord run, RunState as, String why);
    }

    /// Firings that are all made up for go one after the other.
    private static boolean isOneOfMany(RunRecord run, Job job) {
        return run.trigger() == Trigger.CATCHUP
                && job.rules().makeUp().extent() == MakeUp.Extent.ALL;
    }

    static String goes(RunRecord run) {
        return "run " + run.id() + " still goes";
    }

    /// One may wait; a run between two attempts does not wait, it goes on.
    private static Turn queue(List<RunRecord> ahead) {
        return ahead.stream()
                .filter(Overlaps::waits)
                .findFirst()
                .<Turn>map(one ->
                        new Turn.Over(RunState.SKIPPED, "run " + one.id() + " waits already"))
                .orElseGet(() -> new Turn.Stay(goes(ahead.getLast())));
    }

    private static boolean waits(RunRecord run) {
        return run.state() == RunState.QUEUED && run.attempt() == 1;
    }

    private Optional<Turn> replace(RunRecord run, List<RunRecord> ahead, Ender over, Instant now) {
        String by = "run " + run.id() + " of the same job, which replaces it";
        for (RunRecord old : ahead) {
            if (old.state() == RunState.RUNNING) {
                if (!stops.isAsked(old.id())) {
                    open.put(old.because(Stops.by(by)), open.find(old.id()).orElseThrow().job());
                    stops.ask(old, Stops.by(by), now);
                }
            } else if (waits(old)) {
                over.end(old, RunState.SKIPPED, "replaced by run " + run.id());
            } else {
                over.end(old, RunState.KILLED, Stops.by(by));
            }
        }
        List<RunRecord> left =
                ahead.stream().filter(old -> old.state() == RunState.RUNNING).toList();
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(new Turn.Stay("waits for the end of " + Waiting.runs(left)));
    }
}

package farcron.dispatch;

import farcron.job.Job;
import farcron.job.Outcome;
import farcron.job.RunRecord;
import farcron.job.RunState;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The `when:` tests of runs: asked when their turn comes, before their first attempt. What was
/// asked before a crash is asked again.
///
/// Owned by the scheduler's thread.
final class Tests {

    private final Runners runners;
    private final Ledger ledger;

    /// By run; without an outcome as long as the test goes on.
    private final Map<Long, Optional<Outcome>> asked = new HashMap<>();

    Tests(Runners runners, Ledger ledger) {
        this.runners = runners;
        this.ledger = ledger;
    }

    /// What holds a run back, if anything does.
    Optional<Turn> hold(RunRecord run, Job job) {
        if (job.rules().when().isEmpty() || run.attempt() > 1) {
            return Optional.empty();
        }
        Optional<Outcome> outcome = asked.get(run.id());
        if (outcome == null) {
            asked.put(run.id(), Optional.empty());
            ledger.then(() -> runners.local().ask(run, job));
            outcome = Optional.empty();
        }
        return outcome.isEmpty()
                ? Optional.of(new Turn.Stay("asks its when: test"))
                : verdict(outcome.get());
    }

    private static Optional<Turn> verdict(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Exited exit when exit.code() == 0 -> Optional.empty();
            case Outcome.Exited exit ->
                    Optional.of(
                            new Turn.Over(
                                    RunState.SKIPPED,
                                    "its when: test said no (exit " + exit.code() + ")"));
            case Outcome.Judged judged ->
                    Optional.of(new Turn.Over(RunState.FAILED, judged.reason()));
            case Outcome.NotStarted(String why) -> Optional.of(new Turn.Over(RunState.FAILED, why));
            case Outcome.Lost(String why) ->
                    Optional.of(new Turn.Over(RunState.FAILED, "its when: test: " + why));
        };
    }

    /// @return whether anybody waits for this
    boolean answered(long run, Outcome outcome) {
        return asked.replace(run, Optional.of(outcome)) != null;
    }

    /// The run starts, or ends: its answer counts no more, and a test that goes on is stopped.
    void forget(RunRecord run) {
        Optional<Outcome> outcome = asked.remove(run.id());
        if (outcome != null && outcome.isEmpty()) {
            ledger.then(() -> runners.local().stop(run, true));
        }
    }
}

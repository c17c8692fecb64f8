package farcron.dispatch;

import farcron.job.Job;
import farcron.job.Pool;
import farcron.job.RunRecord;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether there is room for one more run: in its pool, in what the machine has, and on the
/// machine.
///
/// Thousands may wait for the same pool, and each asks whenever something has happened. What was
/// found out holds as long as the same runs go on.
///
/// Owned by the scheduler's thread.
final class Room {

    private final OpenRuns open;
    private final Brakes brakes;
    private final Shares shares;
    private final Map<Pool, Optional<Turn>> pools = new HashMap<>();
    private List<OpenRuns.Open> going = List.of();
    private String names = "";

    Room(OpenRuns open, Brakes brakes) {
        this.open = open;
        this.brakes = brakes;
        this.shares = new Shares(brakes.machine());
    }

    /// Whether nothing on the machine ever holds up a job's runs.
    boolean isEndlessFor(Job job) {
        return brakes.areOff() && shares.areEnoughFor(job);
    }

    /// From now on all that wait are asked about once more, those due first first.
    void newRound() {
        shares.newRound();
    }

    /// Why a run has to wait for its pool, if it has to.
    Optional<Turn> in(Pool pool) {
        look();
        return pools.computeIfAbsent(pool, this::holdUp);
    }

    private Optional<Turn> holdUp(Pool pool) {
        List<RunRecord> holders =
                going.stream()
                        .filter(one ->
                                one.job()
                                        .flatMap(job -> job.rules().pool())
                                        .filter(pool::isSame)
                                        .isPresent())
                        .map(OpenRuns.Open::run)
                        .toList();
        return holders.size() < pool.size()
                ? Optional.empty()
                : Optional.of(new Turn.Stay(Waiting.forPool(pool.name(), holders)));
    }

    /// Why a run has to wait for what its line's `mem:` and `cpu:` ask for, if it has to.
    Optional<Turn> share(RunRecord run, Job job) {
        look();
        return shares.hold(run, job);
    }

    /// Why the machine should not be given another run now, if so.
    Optional<String> onMachine() {
        look();
        return brakes.hold(going.size(), this::names);
    }

    private String names() {
        if (names.isEmpty()) {
            names = Waiting.runs(going.stream().map(OpenRuns.Open::run).toList());
        }
        return names;
    }

    private void look() {
        List<OpenRuns.Open> now = open.going();
        if (now != going) {
            going = now;
            pools.clear();
            shares.look(going);
            names = "";
        }
    }
}

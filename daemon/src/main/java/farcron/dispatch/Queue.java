package farcron.dispatch;

import farcron.job.Job;
import farcron.job.JobTable;
import farcron.job.RunRecord;
import farcron.job.RunState;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The runs that wait for their turn. They are looked at, those due first first, when something has
/// happened that may matter to one of them, or when the time has come that one is waiting for.
///
/// Owned by the scheduler's thread.
final class Queue {

    private static final Comparator<RunRecord> IN_DUE_ORDER =
            (one, other) -> {
                int due = one.due().compareTo(other.due());
                return due != 0 ? due : RunRecord.BY_ID.compare(one, other);
            };

    private final OpenRuns open;
    private final Gates gates;
    private final Beginning beginning;
    private boolean stale = true;
    private boolean stopped;
    private Instant look = Instant.MAX;

    /// What becomes of a run that has waited.
    interface Beginning {
        void start(long run, Job job, Instant now);

        RunRecord end(long run, RunState as, String why, Instant now);
    }

    Queue(OpenRuns open, Gates gates, Beginning beginning) {
        this.open = open;
        this.gates = gates;
        this.beginning = beginning;
    }

    /// Something has happened that a run may have waited for.
    void stir() {
        stale = true;
    }

    /// A run waits for this time.
    void stirAt(Instant time) {
        look = time.isBefore(look) ? time : look;
    }

    /// From now on what waits is left to the next daemon.
    void stop() {
        stopped = true;
    }

    /// The next moment at which [#advance] has something to do if nothing happens before.
    Instant next() {
        Instant next = stale ? Instant.MIN : look;
        return stopped ? Instant.MAX : next;
    }

    /// Starts or ends whatever has waited long enough.
    void advance(JobTable table, Instant now) {
        while (!stopped && (stale || !look.isAfter(now))) {
            stale = false;
            look = Instant.MAX;
            gates.newRound();
            List<RunRecord> waiting =
                    open.stream()
                            .map(OpenRuns.Open::run)
                            .filter(run -> run.state() == RunState.QUEUED)
                            .sorted(IN_DUE_ORDER)
                            .toList();
            waiting.forEach(run -> take(run.id(), table, now));
        }
    }

    private void take(long id, JobTable table, Instant now) {
        Optional<OpenRuns.Open> waiting = open.find(id);
        if (waiting.isEmpty()) {
            return; // another one's turn has ended it
        }
        RunRecord run = waiting.get().run();
        Turn turn =
                gates.turn(
                        run, table, (old, as, why) -> beginning.end(old.id(), as, why, now), now);
        switch (turn) {
            case Turn.Go _ -> beginning.start(id, table.job(run.job()).orElseThrow(), now);
            case Turn.Over(RunState as, String why) -> beginning.end(id, as, why, now);
            case Turn.Stay(String why, Instant until) -> {
                stay(id, why);
                look = until.isBefore(look) ? until : look;
            }
        }
    }

    /// That its time has come is recorded, with the first reason why its turn has not; later
    /// reasons are only shown.
    private void stay(long id, String why) {
        OpenRuns.Open waiting = open.find(id).orElseThrow();
        RunRecord run = waiting.run();
        RunRecord held = run.held(why);
        if (why.isEmpty() || held.equals(run)) {
            return;
        }
        if (run.notBefore().isPresent()) {
            open.put(held, waiting.job());
        } else {
            open.show(held, waiting.job());
        }
    }
}

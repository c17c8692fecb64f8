package farcron.simulation;

import farcron.job.Job;
import farcron.job.Overlap;
import farcron.job.RunRecord;
import farcron.job.RunState;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is on record is what has happened on the machine.
final class Ends {

    private final World world;
    private final List<RunRecord> rows;

    Ends(World world, List<RunRecord> rows) {
        this.world = world;
        this.rows = rows;
    }

    void check() {
        Map<Long, RunRecord> byId = new HashMap<>();
        rows.forEach(row -> byId.put(row.id(), row));
        for (Child child : world.machine.children()) {
            eachProcessIsOnRecord(child, byId);
        }
        for (RunRecord row : rows) {
            eachRecordIsTrue(row);
        }
    }

    private static void eachProcessIsOnRecord(Child child, Map<Long, RunRecord> byId) {
        RunRecord row = byId.get(child.run.id());
        if (row == null || !row.job().equals(child.run.job())) {
            throw new Violation("a process ran as %s, and on record is %s", child.run, row);
        }
        if (row.attempt() < child.run.attempt()) {
            throw new Violation("attempt %s is not on record: %s", child.run, row);
        }
    }

    private void eachRecordIsTrue(RunRecord row) {
        boolean ran =
                world.machine
                        .child(row.id(), row.attempt())
                        .filter(child -> !child.neverRan())
                        .isPresent();
        boolean unknown = row.state() == RunState.LOST;
        if (ran != row.started().isPresent() && !row.state().open() && !unknown) {
            throw new Violation("%s a process: %s", ran ? "it had" : "it had not", row);
        }
        if (ran) {
            itsStateIsTrue(row, world.machine.child(row.id(), row.attempt()).orElseThrow());
        }
        if (row.state() == RunState.FAILED || row.state() == RunState.TIMEOUT) {
            itWasTriedOftenEnough(row);
        }
    }

    private void itsStateIsTrue(RunRecord row, Child child) {
        RunState seen = child.outcome().map(Machine::state).orElse(RunState.RUNNING);
        boolean stopped =
                child.isAsked()
                        && (row.state() == RunState.TIMEOUT || row.state() == RunState.KILLED);
        boolean gone = row.state() == RunState.LOST && seen != RunState.RUNNING;
        if (row.state() != seen && !stopped && !gone) {
            throw new Violation("its process is %s: %s", child.outcome(), row);
        }
        if (row.state() == RunState.TIMEOUT
                && child.job.rules().timeout().isEmpty()
                && world.unchanged(child.job, child.began)) {
            throw new Violation("its line has no timeout: %s", row);
        }
    }

    private void itWasTriedOftenEnough(RunRecord row) {
        if (world.machine.child(row.id(), row.attempt()).isEmpty()) {
            return; // its test failed, or its line was gone when it was its turn
        }
        Child child = world.machine.child(row.id(), row.attempt()).orElseThrow();
        Job job = child.job;
        // Its end and the wish of the next run to take its place may have crossed.
        boolean replaced =
                row.state() == RunState.FAILED
                        && job.rules().overlap() == Overlap.REPLACE
                        && child.isAsked();
        if (!replaced
                && row.attempt() <= job.rules().retry().times()
                && world.unchanged(job, child.began)) {
            throw new Violation("it should have been tried again: %s", row);
        }
    }
}

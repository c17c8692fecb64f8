package farcron.simulation;

import farcron.dispatch.Events;
import farcron.job.Job;
import farcron.job.RunRecord;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Hears what the daemon tells.
final class Herald implements Events {

    private final Crashes crashes;
    private final Disk disk;
    private final List<RunRecord> ended = new ArrayList<>();

    Herald(Crashes crashes, Disk disk) {
        this.crashes = crashes;
        this.disk = disk;
    }

    /// What has ended, in the order in which that was told; an end right before a crash may not be
    /// told.
    List<RunRecord> ended() {
        return ended;
    }

    @Override
    public void started(RunRecord run, Job job) {
        crashes.deed();
    }

    @Override
    public void retried(RunRecord run, Job job) {
        crashes.deed();
    }

    @Override
    public void ended(RunRecord run, Optional<Job> job) {
        ended.add(run);
        crashes.deed();
    }

    @Override
    public void recalled(RunRecord run) {
        ended.add(run);
        crashes.deed();
    }

    @Override
    public void forgotten(List<Long> runs) {
        throw new Violation("runs %s are forgotten", runs);
    }

    @Override
    public void trouble(String what) {
        boolean expected = disk.isFull() || what.equals("the record is complete again");
        if (!expected) {
            throw new Violation("the daemon has trouble: %s", what);
        }
    }
}

package farcron.run.fargate;

import farcron.job.Job;
import farcron.job.JobTable;
import farcron.job.RunRecord;
import farcron.job.Target;
import farcron.job.TaskOverrides;
import farcron.run.Letterheads;
import farcron.run.Runner;

import java.util.List;
import java.util.Optional;

/// Runs jobs as tasks on Fargate. What the scheduler's thread asks for is noted, and done at the
/// [Desk]; nothing of AWS is loaded before the first of it.
public final class FargateRunner implements Runner {

    private final Office office;
    private final Letterheads letterheads;
    private final Runnable opening;
    private boolean open;

    /// @param opening has the office's desk begin to work; called once, when there is work
    public FargateRunner(Office office, Letterheads letterheads, Runnable opening) {
        this.office = office;
        this.letterheads = letterheads;
        this.opening = opening;
    }

    @Override
    public void start(RunRecord run, Job job) {
        if (!(job.target() instanceof Target.Fargate target)) {
            throw new IllegalArgumentException(job.key() + " is not for Fargate");
        }
        work(() -> office.start(run, wish(run, job, target)));
    }

    /// Not in the scheduler's thread: accounts are looked up for it, perhaps over a network.
    private Attempt.Wish wish(RunRecord run, Job job, Target.Fargate target) {
        return new Attempt.Wish(
                target, TaskOverrides.of(run, job, target), letterheads.of(run, job));
    }

    @Override
    public boolean adopt(RunRecord run) {
        EntryFile file = office.folders().file(run.id(), run.attempt());
        if (file.isLocal()) {
            work(() -> office.disown(run));
        } else if (file.exists()) {
            work(() -> office.takeUp(run));
        } else {
            return false;
        }
        return true;
    }

    /// Tests are asked on this machine.
    @Override
    public void ask(RunRecord run, Job job) {
        throw new IllegalArgumentException("a test is no task");
    }

    /// ECS itself uses force, when the container's own time for it has passed.
    @Override
    public void stop(RunRecord run, boolean force) {
        work(() -> office.stop(run));
    }

    /// Has something done when the log of a run's newest attempt is as complete as it will be. Any
    /// thread may ask.
    public void whenWritten(RunRecord run, Runnable then) {
        if (!run.place().isLocal() && office.folders().file(run.id(), run.attempt()).exists()) {
            work(() -> office.whenWritten(run, then));
        } else {
            then.run();
        }
    }

    /// Where in CloudWatch a run's output is; empty where there is none, or nobody knows.
    public Optional<String> pointer(RunRecord run) {
        return office.folders().stream(run);
    }

    /// Another table is in force. Any thread.
    public void loaded(JobTable table) {
        List<Job> lines =
                table.jobs().stream()
                        .filter(job -> job.runs() && job.target() instanceof Target.Fargate)
                        .toList();
        if (!lines.isEmpty()) {
            work(() -> office.examine(lines));
        }
    }

    private synchronized void work(Runnable note) {
        office.desk().post(note);
        if (!open) {
            open = true;
            opening.run();
        }
    }

    /// What is under way is on the disk; who opened the office closes it.
    @Override
    public void close() {}
}

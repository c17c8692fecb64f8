package farcron.dispatch;

import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.record.RecordException;
import farcron.record.RunHistory;
import farcron.run.Runner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Writes down, in order, what it is asked to do and what it is told, and at each start looks into
/// the record for what is written there about that run at that moment.
public final class Witness implements Runner, Events {

    private final Path file;
    private final List<String> acts = new ArrayList<>();
    private final List<RunRecord> started = new ArrayList<>();
    private final Set<Long> alive = new HashSet<>();

    public Witness(Path file) {
        this.file = file;
    }

    /// These runs will be found when somebody wants to take them up.
    public void alive(long... runs) {
        for (long run : runs) {
            alive.add(run);
        }
    }

    /// What happened since the last call, in order.
    public List<String> acts() {
        List<String> taken = List.copyOf(acts);
        acts.clear();
        return taken;
    }

    /// All runs that were started, in order.
    public List<RunRecord> started() {
        return List.copyOf(started);
    }

    @Override
    public void start(RunRecord run, Job job) {
        started.add(run);
        alive.add(run.id());
        acts.add("start " + run.id() + ", on record as " + onRecord(run));
    }

    private String onRecord(RunRecord run) {
        try (RunHistory history = new RunHistory(file)) {
            return history.run(run.id()).map(found -> found.state().word()).orElse("nothing");
        } catch (RecordException none) {
            return "nothing";
        }
    }

    @Override
    public void ask(RunRecord run, Job job) {
        acts.add("ask " + run.id());
    }

    @Override
    public boolean adopt(RunRecord run) {
        acts.add("adopt " + run.id());
        return alive.contains(run.id());
    }

    @Override
    public void stop(RunRecord run, boolean force) {
        acts.add((force ? "force " : "stop ") + run.id());
    }

    @Override
    public void close() {
        acts.add("close");
    }

    @Override
    public void started(RunRecord run, Job job) {
        acts.add("told that " + run.id() + " of " + job.key() + " has started");
    }

    @Override
    public void retried(RunRecord run, Job job) {
        acts.add("told that " + run.id() + " waits: " + run.reason());
    }

    @Override
    public void ended(RunRecord run, Optional<Job> job) {
        acts.add(
                "told that %d of %s is %s: %s"
                        .formatted(run.id(), run.job(), run.state().word(), run.reason()));
    }

    @Override
    public void recalled(RunRecord run) {
        acts.add("told that %d is known again".formatted(run.id()));
    }

    @Override
    public void forgotten(List<Long> runs) {
        acts.add("told to forget " + runs);
    }

    @Override
    public void trouble(String what) {
        acts.add("trouble: " + what);
    }
}

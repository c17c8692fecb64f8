package farcron.schedule;

import farcron.dispatch.Events;
import farcron.job.Job;
import farcron.job.Outcome;
import farcron.job.RunRecord;
import farcron.job.Usage;
import farcron.run.Ended;
import farcron.run.Runner;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// The machine under a simulated daemon: its processes live on when the daemon crashes, and a crash
/// can be made to happen before or after anything the daemon does to it.
final class SimulatedWorld implements Runner, Events {

    /// The daemon is gone, between two effects.
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    record Process(RunRecord run, Instant started, Instant ends, int code) {}

    private final SettableTime time;
    private final Random random;
    private final Map<Long, Process> claimed = new TreeMap<>();
    private final List<Long> startedTwice = new ArrayList<>();
    private final Map<Long, Process> watched = new TreeMap<>();
    private int crashIn = -1;
    private Ended ended = (_, _) -> {};

    SimulatedWorld(SettableTime time, Random random) {
        this.time = time;
        this.random = random;
    }

    /// The daemon crashes before the so-manieth effect from now.
    void crashIn(int effects) {
        crashIn = effects;
    }

    /// Another daemon has come up.
    void attach(Ended listener) {
        ended = listener;
        watched.clear();
        crashIn = -1;
    }

    private void effect() {
        if (crashIn >= 0 && crashIn-- == 0) {
            throw new Crash();
        }
    }

    @Override
    public void start(RunRecord run, Job job) {
        effect();
        if (!claimed.containsKey(run.id())) {
            Instant now = time.instant();
            Instant ends = now.plusSeconds(random.nextInt(1, 400));
            claimed.put(run.id(), new Process(run, now, ends, random.nextInt(4) == 0 ? 3 : 0));
        } else if (watched.containsKey(run.id())) {
            startedTwice.add(run.id());
        }
        watched.put(run.id(), claimed.get(run.id()));
        effect();
    }

    @Override
    public void ask(RunRecord run, Job job) {
        throw new AssertionError("asks " + run);
    }

    @Override
    public boolean adopt(RunRecord run) {
        Process process = claimed.get(run.id());
        if (process != null) {
            watched.put(run.id(), process);
        }
        return process != null;
    }

    /// Tells of all processes that have ended by now.
    void tell() {
        Instant now = time.instant();
        List<Long> done =
                watched.entrySet().stream()
                        .filter(entry -> !entry.getValue().ends().isAfter(now))
                        .map(Map.Entry::getKey)
                        .toList();
        for (long id : done) {
            Process process = watched.remove(id);
            ended.ended(
                    id,
                    new Outcome.Exited(
                            process.code(), process.started(), process.ends(), Usage.NONE));
        }
    }

    Map<Long, Process> processes() {
        return claimed;
    }

    /// Whether the present daemon will be told of its end.
    boolean isWatched(long run) {
        return watched.containsKey(run);
    }

    List<Long> startedTwice() {
        return startedTwice;
    }

    @Override
    public void stop(RunRecord run, boolean force) {
        effect();
    }

    @Override
    public void close() {}

    @Override
    public void started(RunRecord run, Job job) {
        effect();
    }

    @Override
    public void retried(RunRecord run, Job job) {
        effect();
    }

    @Override
    public void ended(RunRecord run, Optional<Job> job) {
        effect();
    }

    @Override
    public void forgotten(List<Long> runs) {}

    @Override
    public void trouble(String what) {
        throw new AssertionError(what);
    }
}

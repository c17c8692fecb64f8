package farcron.dispatch;

import farcron.job.Graph;
import farcron.job.JobKey;
import farcron.job.RunRecord;
import farcron.job.Wave;
import farcron.record.Changes;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The waves that go on: for each, the newest run of every job in it. A wave is forgotten when none
/// of its runs is open; the record knows it still.
///
/// Owned by the scheduler's thread.
final class Waves {

    private static final class Live {
        final Map<JobKey, RunRecord> newest = new HashMap<>();
        final Set<Long> open = new HashSet<>();
        Optional<Graph> graph = Optional.empty();
        Set<JobKey> reached = Set.of();
    }

    private final Map<Wave, Live> live = new HashMap<>();

    /// Takes note of a run as it is now.
    void note(RunRecord run) {
        Live wave = live.computeIfAbsent(run.wave(), _ -> new Live());
        wave.newest.merge(run.job(), run, (old, other) -> other.id() >= old.id() ? other : old);
        if (run.state().open()) {
            wave.open.add(run.id());
        } else {
            wave.open.remove(run.id());
        }
    }

    /// Takes note of what the record knows of a wave; what is known already is newer.
    void recall(List<RunRecord> runs) {
        runs.forEach(run -> {
            Live wave = live.computeIfAbsent(run.wave(), _ -> new Live());
            wave.newest.merge(run.job(), run, (known, old) -> old.id() > known.id() ? old : known);
        });
    }

    boolean isLive(Wave wave) {
        return live.containsKey(wave);
    }

    Optional<RunRecord> newest(Wave wave, JobKey job) {
        return Optional.ofNullable(live.get(wave)).map(known -> known.newest.get(job));
    }

    /// Whether a job belongs to a wave that goes on: it has a run in it, or may come to one by the
    /// lines in force. A wave may come to many jobs, each of which asks: it is gone through once.
    boolean reaches(Wave wave, JobKey job, Graph graph) {
        Live known = live.get(wave);
        if (known == null || known.newest.containsKey(job)) {
            return known != null;
        }
        if (known.graph.filter(it -> it == graph).isEmpty()) {
            known.graph = Optional.of(graph);
            known.reached = graph.reached(wave.root());
        }
        return known.reached.contains(job);
    }

    /// What a new file has to know: with what has ended in a wave, the rest of it is decided.
    void tell(Changes all) {
        live.values().forEach(wave -> wave.newest.values().forEach(all::run));
    }

    /// When all that follows from an end is decided: forgets the wave if nothing of it is open.
    void settle(Wave wave) {
        live.computeIfPresent(wave, (_, known) -> known.open.isEmpty() ? null : known);
    }
}

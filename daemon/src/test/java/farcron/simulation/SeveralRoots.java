package farcron.simulation;

import farcron.job.After;
import farcron.job.Graph;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobTable;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A follower of several roots starts when each of them has ended so since it last started, however
/// often the daemon crashed meanwhile.
///
/// Only cases without doubt are judged: while the crontab and the clock stayed as they were, and
/// where all ends that might count are such as it waits for, so that their order does not matter.
final class SeveralRoots {

    private static final Duration DOUBT = Duration.ofDays(1);

    private final World world;
    private final Map<JobKey, List<RunRecord>> runs = new HashMap<>();

    SeveralRoots(World world, List<RunRecord> rows) {
        this.world = world;
        rows.forEach(row -> runs.computeIfAbsent(row.job(), _ -> new ArrayList<>()).add(row));
    }

    void check() {
        if (world.clock.wasSet()) {
            return;
        }
        for (World.Edition edition : world.editions) {
            for (Job job : edition.table().jobs()) {
                if (hangsOnSeveral(job, edition.table())) {
                    check(job, edition);
                }
            }
        }
    }

    /// Each condition on a root of its own.
    private static boolean hangsOnSeveral(Job job, JobTable table) {
        if (!job.isFollower() || job.rules().after().get().any()) {
            return false;
        }
        Graph graph = table.graph();
        List<JobKey> upstreams = job.rules().after().get().upstreams();
        return upstreams.size() > 1
                && upstreams.stream().allMatch(upstream -> graph.roots(upstream).size() == 1)
                && upstreams.stream().flatMap(up -> graph.roots(up).stream()).distinct().count()
                        == upstreams.size();
    }

    private void check(Job job, World.Edition edition) {
        List<Instant> starts = new ArrayList<>(List.of(edition.since()));
        runs.getOrDefault(job.key(), List.of()).stream()
                .filter(run -> run.state() != RunState.BLOCKED)
                .map(SeveralRoots::start)
                .sorted()
                .forEach(starts::add);
        for (int i = 0; i < starts.size(); i++) {
            Instant next = i + 1 < starts.size() ? starts.get(i + 1) : Instant.MAX;
            Optional<Instant> ready = ready(job, starts.get(i));
            boolean judged =
                    ready.isPresent()
                            && world.tableThrough(starts.get(i), ready.get())
                                    .equals(Optional.of(edition.table()));
            if (judged && next.isAfter(world.told(ready.get()))) {
                throw new Violation(
                        "%s is forgotten: %s holds since %s, and it started at %s and at %s",
                        job.key(), job.rules().after().get(), ready.get(), starts.get(i), next);
            }
        }
    }

    /// When what had ended by then was used up.
    private static Instant start(RunRecord run) {
        return run.trigger() == Trigger.MANUAL
                ? run.started().or(run::ended).orElse(Instant.MAX)
                : run.due();
    }

    /// When all conditions held for the first time after a start.
    private Optional<Instant> ready(Job job, Instant start) {
        Instant ready = start;
        for (After.Condition condition : job.rules().after().get().conditions()) {
            Optional<Instant> first =
                    ends(condition)
                            .filter(run -> run.started().isPresent())
                            .filter(run -> run.trigger() != Trigger.MANUAL)
                            .map(run -> run.ended().get())
                            .filter(end -> end.isAfter(start))
                            .min(Instant::compareTo);
            if (first.isEmpty()) {
                return Optional.empty();
            }
            ready = first.get().isAfter(ready) ? first.get() : ready;
        }
        Instant until = world.told(ready);
        boolean doubtless =
                job.rules().after().get().conditions().stream()
                        .allMatch(condition -> allMeet(condition, start.minus(DOUBT), until));
        return doubtless ? Optional.of(ready) : Optional.empty();
    }

    private boolean allMeet(After.Condition condition, Instant from, Instant until) {
        return ends(condition)
                .filter(run -> run.ended().get().isAfter(from))
                .filter(run -> !run.ended().get().isAfter(until))
                .allMatch(run -> condition.need().isMetBy(run.state()));
    }

    private java.util.stream.Stream<RunRecord> ends(After.Condition condition) {
        return runs.getOrDefault(condition.upstream(), List.of()).stream()
                .filter(run -> !run.alone() && run.ended().isPresent());
    }
}

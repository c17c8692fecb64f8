package farcron.simulation;

import farcron.job.After;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobTable;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A line with a time of its own that waits for others goes on with ends that are not older than
/// the time it was due before, and it is not missed where these are there.
final class Patience {

    private final World world;
    private final Map<Long, RunRecord> byId = new HashMap<>();
    private final Map<JobKey, List<RunRecord>> runs = new HashMap<>();

    Patience(World world, List<RunRecord> rows) {
        this.world = world;
        for (RunRecord row : rows) {
            byId.put(row.id(), row);
            runs.computeIfAbsent(row.job(), _ -> new ArrayList<>()).add(row);
        }
    }

    void check() {
        if (world.clock.wasSet()) {
            return;
        }
        runs.values()
                .forEach(own -> {
                    List<RunRecord> fates =
                            own.stream().filter(run -> run.trigger() == Trigger.SCHEDULE).toList();
                    for (int i = 1; i < fates.size(); i++) {
                        check(fates.get(i), fates.get(i - 1));
                    }
                });
    }

    private void check(RunRecord run, RunRecord before) {
        run.upstream().stream()
                .map(end -> byId.get(end.run()))
                .filter(end -> end.ended().get().isBefore(before.due()))
                .findAny()
                .ifPresent(old -> {
                    throw new Violation("%s is too old for %s after %s", old, run, before);
                });
        boolean missed = run.state() == RunState.MISSED && run.reason().startsWith("waited for");
        Optional<JobTable> table =
                missed ? world.tableThrough(before.due(), run.ended().get()) : Optional.empty();
        Optional<Job> line = table.flatMap(known -> known.job(run.job()));
        if (line.isPresent()) {
            Instant since = since(run, before);
            After after = line.get().rules().after().get();
            if (after.conditions().stream().allMatch(one -> isThere(one, since, run))) {
                throw new Violation("%s was there since %s: %s", after, since, run);
            }
        }
    }

    /// From then on ends count.
    private Instant since(RunRecord run, RunRecord before) {
        return runs.get(run.job()).stream()
                .filter(other -> other.id() != run.id())
                .flatMap(this::uses)
                .filter(time -> time.isBefore(run.ended().get()))
                .filter(time -> time.isAfter(before.due()))
                .max(Instant::compareTo)
                .orElse(before.due());
    }

    /// When it may have used up the ends that there were.
    private Stream<Instant> uses(RunRecord run) {
        Stream<Instant> ends =
                run.upstream().stream().map(end -> byId.get(end.run()).ended().get());
        return Stream.concat(ends, Stream.concat(run.started().stream(), run.ended().stream()));
    }

    private boolean isThere(After.Condition condition, Instant since, RunRecord run) {
        List<RunRecord> ends =
                runs.getOrDefault(condition.upstream(), List.of()).stream()
                        .filter(end -> !end.alone() && end.ended().isPresent())
                        .filter(end -> end.ended().get().isAfter(since))
                        .filter(end -> !end.ended().get().isAfter(run.ended().get()))
                        .toList();
        return ends.stream().allMatch(end -> condition.need().isMetBy(end.state()))
                && ends.stream()
                        .filter(end -> end.started().isPresent())
                        .anyMatch(end -> !world.told(end.ended().get()).isAfter(run.ended().get()));
    }
}

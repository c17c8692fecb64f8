package farcron.simulation;

import farcron.job.After;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobTable;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Trigger;
import farcron.job.Upstream;
import farcron.job.Wave;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What follows has its ends, each follower comes once in a wave, and none is forgotten.
final class Chains {

    private final World world;
    private final Map<Long, RunRecord> byId = new HashMap<>();
    private final Map<Wave, List<RunRecord>> waves = new LinkedHashMap<>();

    Chains(World world, List<RunRecord> rows) {
        this.world = world;
        for (RunRecord row : rows) {
            byId.put(row.id(), row);
            waves.computeIfAbsent(row.wave(), _ -> new ArrayList<>()).add(row);
        }
    }

    void check() {
        byId.values().forEach(this::itsEndsAreThere);
        waves.forEach((wave, runs) -> {
            eachComesOnce(wave, runs);
            if (isPlain(wave, runs)) {
                noneIsForgotten(wave, runs);
            }
        });
        noEndCountsTwice();
    }

    /// What let it go, or kept it, is on record as it says.
    private void itsEndsAreThere(RunRecord run) {
        for (Upstream end : run.upstream()) {
            RunRecord row = byId.get(end.run());
            if (row == null || !row.job().equals(end.job()) || row.state() != end.state()) {
                throw new Violation("it follows %s, which is on record as %s: %s", end, row, run);
            }
            if (row.alone() && !begunByHand(run.wave())) {
                throw new Violation("%s was to run alone, and is followed by %s", row, run);
            }
        }
        boolean follows = run.trigger() == Trigger.AFTER;
        boolean waited = run.trigger() != Trigger.MANUAL && run.started().isPresent() && !follows;
        if (run.state() == RunState.BLOCKED) {
            itIsBlockedForACause(run);
        } else if (follows) {
            itsConditionsHold(run, run.due());
        } else if (waited && !run.upstream().isEmpty()) {
            itsConditionsHold(run, run.started().get());
        }
    }

    private void itIsBlockedForACause(RunRecord run) {
        boolean caused =
                run.upstream().stream()
                        .anyMatch(end ->
                                run.reason().contains("run " + end.run())
                                        && (byId.get(end.run()).wave().equals(run.wave())
                                                || begunByHand(run.wave())));
        if (!caused || run.trigger() != Trigger.AFTER) {
            throw new Violation("nothing blocks it: %s", run);
        }
        if (linesThen(run.job()).stream().noneMatch(line -> isUnmet(line, run.upstream()))) {
            throw new Violation("what blocks it is what it waits for: %s", run);
        }
    }

    private static boolean isUnmet(Job line, List<Upstream> ends) {
        return line.rules().after().isPresent()
                && line.rules().after().get().conditions().stream()
                        .anyMatch(condition ->
                                ends.stream()
                                        .anyMatch(end ->
                                                end.job().equals(condition.upstream())
                                                        && !condition.need().isMetBy(end.state())));
    }

    /// Its line, as it was at some time.
    private List<Job> linesThen(JobKey job) {
        return world.editions.stream()
                .map(edition -> edition.table().job(job))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private void itsConditionsHold(RunRecord run, Instant judged) {
        if (linesThen(run.job()).stream().noneMatch(line -> holds(line, run.upstream()))) {
            throw new Violation("its conditions do not hold at %s: %s", judged, run);
        }
    }

    private static boolean holds(Job line, List<Upstream> ends) {
        if (line.rules().after().isEmpty()) {
            return false;
        }
        After after = line.rules().after().get();
        long met =
                after.conditions().stream()
                        .filter(condition ->
                                ends.stream()
                                        .anyMatch(end ->
                                                end.job().equals(condition.upstream())
                                                        && condition.need().isMetBy(end.state())))
                        .count();
        return after.any() ? met > 0 : met == after.conditions().size();
    }

    private void eachComesOnce(Wave wave, List<RunRecord> runs) {
        Set<JobKey> started = new HashSet<>();
        Set<JobKey> blocked = new HashSet<>();
        for (RunRecord run : runs) {
            boolean again =
                    run.state() == RunState.BLOCKED
                            ? !blocked.add(run.job())
                            : !started.add(run.job());
            if (again && !isRerun(runs) && !isRepeated(runs)) {
                throw new Violation("%s comes twice in wave %s: %s", run.job(), wave, run);
            }
        }
        if (!isRerun(runs) && blocked.stream().anyMatch(started::contains)) {
            throw new Violation("%s is blocked and runs in wave %s", blocked, wave);
        }
    }

    /// Whether the clock was set back to the wave's time. Where nothing follows, it does not
    /// matter.
    private boolean isRepeated(List<RunRecord> runs) {
        return world.clock.wasSet()
                && runs.stream().allMatch(run -> run.job().equals(run.wave().root()));
    }

    /// Whether somebody has had a part of a wave run again.
    private static boolean isRerun(List<RunRecord> runs) {
        return runs.stream().skip(1).anyMatch(run -> run.trigger() == Trigger.MANUAL);
    }

    /// Whether nobody has meddled with a wave, or with the crontab while it went on.
    private boolean isPlain(Wave wave, List<RunRecord> runs) {
        RunRecord root = runs.getFirst();
        boolean begun =
                root.job().equals(wave.root())
                        && root.state() != RunState.MISSED
                        && !root.reason().startsWith("paused")
                        && root.trigger() != Trigger.AFTER;
        return begun
                && runs.stream().noneMatch(run -> run.alone() || run.state().open())
                && !isRerun(runs)
                && table(runs).isPresent();
    }

    /// The table that was in force all the time.
    private Optional<JobTable> table(List<RunRecord> runs) {
        Instant first = runs.stream().map(RunRecord::due).min(Instant::compareTo).get();
        Instant last = runs.stream().map(run -> run.ended().get()).max(Instant::compareTo).get();
        return world.tableThrough(first, last);
    }

    private void noneIsForgotten(Wave wave, List<RunRecord> runs) {
        JobTable table = table(runs).get();
        Set<JobKey> reached = table.graph().reached(wave.root());
        Map<JobKey, RunRecord> ends = new HashMap<>();
        runs.forEach(run -> ends.put(run.job(), run));
        for (Job job : table.jobs()) {
            boolean judged =
                    job.isFollower()
                            && !job.key().equals(wave.root())
                            && job.rules().after().get().conditions().stream()
                                    .allMatch(condition ->
                                            reached.contains(condition.upstream())
                                                    && ends.containsKey(condition.upstream()));
            if (judged) {
                itIsJudgedRight(job, ends, wave);
            }
        }
    }

    private static void itIsJudgedRight(Job job, Map<JobKey, RunRecord> ends, Wave wave) {
        RunRecord run = ends.get(job.key());
        List<Upstream> all = ends.values().stream().map(Upstream::of).toList();
        if (run == null) {
            throw new Violation("%s is forgotten in wave %s after %s", job.key(), wave, all);
        }
        if (holds(job, all) == (run.state() == RunState.BLOCKED)) {
            throw new Violation("%s is judged wrongly after %s: %s", job.rules(), all, run);
        }
    }

    /// Where one job hangs on several roots, an end lets it go once.
    private void noEndCountsTwice() {
        Map<JobKey, Set<Long>> used = new HashMap<>();
        for (RunRecord run : byId.values()) {
            if (run.state() == RunState.BLOCKED
                    || run.trigger() == Trigger.MANUAL
                    || begunByHand(run.wave())) {
                continue;
            }
            for (Upstream end : run.upstream()) {
                boolean outside = !byId.get(end.run()).wave().equals(run.wave());
                if (outside
                        && !used.computeIfAbsent(run.job(), _ -> new HashSet<>()).add(end.run())) {
                    throw new Violation("run %d lets it go twice: %s", end.run(), run);
                }
            }
        }
    }

    private boolean begunByHand(Wave wave) {
        return waves.get(wave).getFirst().trigger() == Trigger.MANUAL || isRerun(waves.get(wave));
    }
}

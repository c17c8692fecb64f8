package farcron.simulation;

import farcron.job.Control.Answer;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.RunRecord;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Edits, pauses, runs, kills and sets the clock, and remembers what the daemon has agreed to.
final class Sysadmin {

    private static final String NAME = "bob";

    enum Act {
        EDIT,
        PAUSE,
        RESUME,
        RUN,
        RUN_ALONE,
        RERUN,
        KILL,
        SET_CLOCK,
        SLEEP,
        FILL_DISK,
        FREE_DISK,
        END
    }

    private record Plan(Instant when, Act act) {}

    private final World world;
    private final List<Plan> plans = new ArrayList<>();
    private final Map<JobKey, Optional<Instant>> pauses = new HashMap<>();

    /// The daemon may have done it, and not have said so yet.
    private final Set<JobKey> askedToResume = new HashSet<>();

    private final Set<Long> killed = new HashSet<>();

    Sysadmin(World world, Duration length) {
        this.world = world;
        Dice dice = world.dice;
        plan(Act.EDIT, dice.below(9), length);
        plan(Act.PAUSE, dice.below(4), length);
        plan(Act.RESUME, dice.below(4), length);
        plan(Act.RUN, dice.below(8), length);
        plan(Act.RUN_ALONE, dice.below(4), length);
        plan(Act.RERUN, dice.below(6), length);
        plan(Act.KILL, dice.below(10), length);
        plan(Act.SET_CLOCK, dice.oneIn(2) ? dice.below(5) : 0, length);
        plan(Act.SLEEP, dice.oneIn(2) ? dice.below(3) : 0, length);
        plan(Act.END, dice.below(3), length);
        if (dice.oneIn(6)) {
            Instant full = world.begin.plus(dice.upTo(length));
            plans.add(new Plan(full, Act.FILL_DISK));
            Duration lasting = dice.between(Duration.ofSeconds(10), Duration.ofHours(3));
            plans.add(new Plan(full.plus(lasting), Act.FREE_DISK));
        }
        plans.sort(Comparator.comparing(Plan::when));
    }

    private void plan(Act act, int times, Duration length) {
        for (int i = 0; i < times; i++) {
            plans.add(new Plan(world.begin.plus(world.dice.upTo(length)), act));
        }
    }

    /// When there is something to do next; [Instant#MAX] if there is nothing any more.
    Instant next() {
        return plans.isEmpty() ? Instant.MAX : plans.getFirst().when();
    }

    /// Does what is to be done by now, to a daemon that lives.
    ///
    /// @return whether the daemon is told of something
    boolean act(Life life) {
        boolean told = false;
        while (!next().isAfter(world.clock.truth())) {
            told |= act(plans.removeFirst().act(), life);
        }
        return told;
    }

    /// Does what can be done without a daemon.
    void actAlone() {
        while (!next().isAfter(world.clock.truth())) {
            switch (plans.removeFirst().act()) {
                case EDIT -> edit();
                case SET_CLOCK -> setClock();
                case FREE_DISK -> world.disk.free();
                case PAUSE, RESUME, RUN, RUN_ALONE, RERUN, KILL, SLEEP, FILL_DISK, END -> {}
            }
        }
    }

    private boolean act(Act act, Life life) {
        world.tell("act %s", act);
        return switch (act) {
            case EDIT -> edit() && life.reload();
            case SET_CLOCK -> setClock();
            case SLEEP -> sleep();
            case FILL_DISK -> fill();
            case FREE_DISK -> free();
            case END -> life.end();
            case PAUSE -> pause(life);
            case RESUME -> resume(life);
            case RUN -> run(life, false);
            case RUN_ALONE -> run(life, true);
            case RERUN -> rerun(life);
            case KILL -> kill(life);
        };
    }

    /// Nobody can save a file on a full disk.
    private boolean edit() {
        if (world.disk.isFull()) {
            return false;
        }
        world.edit();
        return true;
    }

    private boolean setClock() {
        Duration by =
                switch (world.dice.below(4)) {
                    case 0 -> world.dice.between(Duration.ofMillis(5), Duration.ofSeconds(50));
                    case 1 -> world.dice.between(Duration.ofMinutes(1), Duration.ofMinutes(30));
                    case 2 -> world.dice.between(Duration.ofMinutes(30), Duration.ofHours(8));
                    default -> world.dice.between(Duration.ofHours(4), Duration.ofDays(3));
                };
        world.clock.set(world.dice.oneIn(2) ? by : by.negated());
        disturb(by.plusMinutes(1));
        return false;
    }

    private boolean sleep() {
        Duration asleep = world.dice.between(Duration.ofMinutes(2), Duration.ofHours(40));
        world.clock.passTo(world.clock.truth().plus(asleep));
        disturb(Duration.ZERO);
        return false;
    }

    private void disturb(Duration time) {
        Instant until = world.clock.truth().plus(time);
        world.undisturbed = until.isAfter(world.undisturbed) ? until : world.undisturbed;
    }

    private boolean fill() {
        world.disk.fill();
        return false;
    }

    private boolean free() {
        world.disk.free();
        return false;
    }

    private boolean pause(Life life) {
        Job job = someone();
        Optional<Duration> time =
                world.dice.oneIn(3)
                        ? Optional.empty()
                        : Optional.of(
                                world.dice.between(Duration.ofMinutes(1), Duration.ofDays(4)));
        Optional<Instant> until = time.map(world.clock.wall()::plus);
        life.requests()
                .pause(job.key(), time, NAME)
                .thenAccept(answer -> {
                    if (answer instanceof Answer.Done) {
                        pauses.put(job.key(), until);
                        askedToResume.remove(job.key());
                    }
                });
        return true;
    }

    private boolean resume(Life life) {
        JobKey job =
                pauses.isEmpty()
                        ? someone().key()
                        : world.dice.of(
                                pauses.keySet().stream()
                                        .sorted(Comparator.comparing(JobKey::name))
                                        .toList());
        resume(life, job);
        return true;
    }

    /// So that everything may go on.
    void resumeAll(Life life) {
        world.names.forEach(job -> resume(life, job));
    }

    private void resume(Life life, JobKey job) {
        askedToResume.add(job);
        life.requests()
                .resume(job, NAME)
                .thenAccept(_ -> {
                    pauses.remove(job);
                    askedToResume.remove(job);
                });
    }

    private boolean run(Life life, boolean alone) {
        life.requests().run(someone().key(), alone, NAME);
        return true;
    }

    private boolean rerun(Life life) {
        List<RunRecord> ended = world.herald.ended();
        if (ended.isEmpty()) {
            return false;
        }
        RunRecord old = ended.get(ended.size() - 1 - world.dice.below(Math.min(20, ended.size())));
        Instant from = Instant.ofEpochSecond(Math.floorDiv(old.due().getEpochSecond(), 60) * 60);
        life.requests().rerun(old.job(), from, from.plusSeconds(60), NAME);
        return true;
    }

    private boolean kill(Life life) {
        List<RunRecord> open = life.open();
        if (open.isEmpty()) {
            return false;
        }
        long run = world.dice.of(open).id();
        life.requests()
                .kill(run, NAME)
                .thenAccept(answer -> {
                    if (answer instanceof Answer.Accepted) {
                        killed.add(run);
                    }
                });
        return true;
    }

    private Job someone() {
        return world.dice.of(List.copyOf(world.table.jobs()));
    }

    /// Whether a job may not start by itself.
    boolean hasPaused(JobKey job) {
        Optional<Instant> until = pauses.get(job);
        return until != null && until.map(world.clock.wall()::isBefore).orElse(true);
    }

    boolean isAskedToResume(JobKey job) {
        return askedToResume.contains(job);
    }

    boolean hasKilled(long run) {
        return killed.contains(run);
    }
}

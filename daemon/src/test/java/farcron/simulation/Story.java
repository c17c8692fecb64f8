package farcron.simulation;

import farcron.dispatch.Brakes;
import farcron.job.Limits;
import farcron.job.RunRecord;
import farcron.job.StatusSnapshot;
import farcron.record.RunHistory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// One seed: a machine, a crontab and a daemon that crashes, for some weeks; then some days without
/// any trouble; then nothing is due any more, and all comes to its end.
final class Story {

    private static final Duration CALM = Duration.ofDays(2);
    private static final Duration QUIET = Duration.ofDays(60);

    private static final Limits MACHINE =
            new Limits(OptionalInt.of(Words.MEMORY), OptionalInt.of(Words.CPU));

    private final World world;
    private final Sysadmin sysadmin;
    private final Witness witness;
    private final Brakes brakes;
    private final Instant end;
    private StatusSnapshot snapshot;

    private Story(World world, Duration length) {
        this.world = world;
        this.sysadmin = new Sysadmin(world, length);
        this.end = world.begin.plus(length);
        int most = world.dice.oneIn(4) ? world.dice.from(1, 3) : 0;
        boolean pressed = world.dice.oneIn(8);
        boolean shared = !world.dice.oneIn(4);
        this.brakes =
                (pressed
                                ? new Brakes(most, () -> pressure(world.clock.truth()))
                                : most == 0 ? Brakes.NONE : new Brakes(most, Optional::empty))
                        .on(() -> shared ? MACHINE : Limits.NONE);
        this.witness = new Witness(world, sysadmin, brakes);
        world.machine.watch(witness::starts, witness::ends);
    }

    /// Every third hour the machine has enough to do.
    private static Optional<String> pressure(Instant now) {
        return now.getEpochSecond() / 3600 % 3 == 0
                ? Optional.of("the load is high")
                : Optional.empty();
    }

    /// @throws AssertionError if something happened that must never happen; its message begins with
    ///   the seed
    static Tally tell(long seed, Duration length) {
        try (World world = new World(seed, length)) {
            return new Story(world, length).tell();
        } catch (AssertionError | RuntimeException trouble) {
            throw new AssertionError("seed " + seed + ": " + trouble.getMessage(), trouble);
        }
    }

    private Tally tell() {
        while (world.clock.truth().isBefore(end)) {
            Instant until = end(world.dice.between(Duration.ofHours(1), Duration.ofDays(60)));
            planCrash();
            live(until);
            away();
        }
        calm();
        List<RunRecord> rows = rows();
        rows.forEach(row -> world.tell("%s", row));
        new Fates(world, rows).check();
        new Ends(world, rows).check();
        new Chains(world, rows).check();
        new SeveralRoots(world, rows).check();
        new Patience(world, rows).check();
        new Answers(world, snapshot, rows).check();
        double days = Duration.between(world.begin, world.clock.truth()).toMinutes() / 1440.0;
        return new Tally(1, days, rows.size(), world.crashes.count(), world.edits);
    }

    private Instant end(Duration life) {
        Instant until = world.clock.truth().plus(life);
        return until.isBefore(end) ? until : end;
    }

    private void planCrash() {
        int number = (int) world.dice.between(Duration.ZERO, Duration.ofMillis(800)).toMillis();
        if (world.dice.oneIn(3)) {
            world.crashes.atLook(number / 2);
        } else {
            world.crashes.atDeed(number);
        }
    }

    private void live(Instant until) {
        world.undisturbed = world.clock.truth();
        Life.live(world, sysadmin, brakes, life -> life.until(until));
    }

    /// The machine goes on without a daemon.
    private void away() {
        Duration away =
                switch (world.dice.below(20)) {
                    case 0 -> world.dice.between(Duration.ofHours(3), Duration.ofDays(14));
                    case 1, 2, 3, 4, 5 ->
                            world.dice.between(Duration.ofMinutes(2), Duration.ofHours(3));
                    default -> world.dice.between(Duration.ofMillis(1), Duration.ofMinutes(2));
                };
        Instant back = end(away);
        world.undisturbed = Instant.MAX;
        while (sysadmin.next().isBefore(back)) {
            world.clock.passTo(sysadmin.next());
            world.machine.live();
            sysadmin.actAlone();
        }
        world.clock.passTo(back);
        world.machine.live();
        if (world.dice.oneIn(12)) {
            world.machine.reboot();
            world.tell("the machine is restarted");
            world.boots++;
        }
    }

    private void calm() {
        world.crashes.never();
        world.disk.free();
        world.undisturbed = world.clock.truth();
        Instant quiet = world.clock.truth().plus(CALM);
        Life.live(
                world,
                sysadmin,
                brakes,
                life -> {
                    sysadmin.resumeAll(life);
                    life.until(quiet);
                    world.crontab.calm();
                    world.publish();
                    life.reload();
                    life.untilQuiet(witness::mayStay, quiet.plus(QUIET));
                    witness.last(life.open());
                    snapshot = life.snapshot();
                });
    }

    private List<RunRecord> rows() {
        try (RunHistory history = new RunHistory(world.disk.record())) {
            return history.runs(
                            new RunHistory.Query(
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    10_000_000))
                    .reversed();
        }
    }
}

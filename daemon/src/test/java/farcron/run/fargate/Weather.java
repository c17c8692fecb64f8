package farcron.run.fargate;

import farcron.aws.AwsError;
import farcron.aws.EventFeed;
import farcron.aws.Fate;
import farcron.aws.Faults;
import farcron.aws.Phase;
import farcron.aws.TaskPlan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/// What AWS is like in a story: it changes every hour or so, and is fine in the end.
final class Weather {

    private static final List<Faults.Fault> TROUBLES =
            List.of(
                    Faults.THROTTLED,
                    Faults.SERVER,
                    Faults.ACCEPTED_THEN_500,
                    Faults.SILENCE,
                    Faults.ACCEPTED_THEN_SILENCE,
                    Faults.NO_CAPACITY,
                    Faults.NO_VCPUS,
                    Faults.expiredCredentials(),
                    new Faults.Fault.Refused(
                            AwsError.of(
                                    "ClientException",
                                    "You have reached the limit on the number of tasks that can"
                                            + " be in the PROVISIONING state.")));

    private static final List<EventFeed.Weather> FEEDS =
            List.of(
                    EventFeed.Weather.FINE,
                    EventFeed.Weather.BAD,
                    EventFeed.Weather.DARK,
                    new EventFeed.Weather(5, 50, Duration.ofMinutes(20)));

    private final Random dice;
    private final Instant fineFrom;
    private final boolean quiet;
    private Instant changes;
    private int troubled;

    Weather(Random dice, Instant begin, Instant fineFrom) {
        this.dice = dice;
        this.changes = begin;
        this.fineFrom = fineFrom;
        this.quiet = !begin.isBefore(fineFrom);
    }

    boolean isQuiet() {
        return quiet;
    }

    /// @return whether the feed of events is another one now
    boolean change(Instant now) {
        if (now.isBefore(changes)) {
            return false;
        }
        troubled = now.isBefore(fineFrom) ? List.of(0, 0, 5, 30, 90).get(dice.nextInt(5)) : 0;
        changes = now.plusSeconds(600 + dice.nextInt(6_000));
        return true;
    }

    EventFeed.Weather feed(Instant now) {
        return now.isBefore(fineFrom)
                ? FEEDS.get(dice.nextInt(FEEDS.size()))
                : EventFeed.Weather.FINE;
    }

    Faults.Fault on(Faults.Call call) {
        if (dice.nextInt(100) >= troubled) {
            return Faults.NONE;
        }
        Faults.Fault trouble = TROUBLES.get(dice.nextInt(TROUBLES.size()));
        boolean ofPlace = trouble instanceof Faults.Fault.Unplaced;
        return ofPlace && !call.action().equals("RunTask") ? Faults.SERVER : trouble;
    }

    /// Mostly it just runs.
    TaskPlan plan() {
        TaskPlan plan = TaskPlan.USUAL.unseenFor(Duration.ofSeconds(dice.nextInt(60)));
        boolean fine = quiet || dice.nextInt(3) > 0;
        return fine ? plan : plan.with(fate());
    }

    private Fate fate() {
        Duration soon = Duration.ofSeconds(dice.nextInt(600));
        return switch (dice.nextInt(10)) {
            case 0 -> Fate.noNetworkInterface();
            case 1 -> Fate.pullTimesOut();
            case 2 -> Fate.noSuchImage();
            case 3 -> Fate.neverPlaced();
            case 4, 5 -> new Fate.SpotTakenBack(soon);
            case 6 -> new Fate.OutOfMemory(soon);
            case 7 -> new Fate.HostIsLost(soon);
            case 8 -> new Fate.SidecarEnds(soon);
            default -> new Fate.StoppedByHand(soon, "maintenance " + Phase.RUNNING);
        };
    }
}

package farcron.run.fargate;

import farcron.job.JobTable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/// What happens in a [CloudStory].
///
/// @param hears whether there is a queue for events
/// @param danger asked at each moment at which the daemon may be cut off
/// @param gone how long it is gone then
/// @param rate RunTask calls a second
/// @param calm from then on nothing goes wrong, and nothing is due
record Plot(
        JobTable table,
        boolean hears,
        Weather weather,
        BooleanSupplier danger,
        Gone gone,
        int rate,
        Instant calm,
        Instant end) {

    static final Instant BEGIN = Instant.parse("2026-11-21T00:00:00Z");

    interface Gone {
        Duration drawn(Random dice);
    }

    /// A bad day, and the time that it takes to make up for it.
    static Plot drawn(Random dice) {
        Instant calm = BEGIN.plus(Duration.ofHours(30));
        Weather weather = new Weather(dice, BEGIN, calm);
        boolean hears = dice.nextInt(4) > 0;
        int danger = dice.nextInt(3) == 0 ? Integer.MAX_VALUE : 20 + dice.nextInt(300);
        return new Plot(
                new JobTable(CloudLines.drawn(dice), List.of()),
                hears,
                weather,
                () -> dice.nextInt(danger) == 0,
                Plot::gone,
                5,
                calm,
                calm.plus(Duration.ofDays(20)));
    }

    /// Seven hours in which nothing goes wrong but what the danger brings.
    static Plot quiet(JobTable table, boolean hears, BooleanSupplier danger, Duration gone) {
        Instant end = BEGIN.plus(Duration.ofHours(7));
        return new Plot(
                table,
                hears,
                new Weather(new Random(0), BEGIN, BEGIN),
                danger,
                _ -> gone,
                5,
                end,
                end);
    }

    Plot at(int other) {
        return new Plot(table, hears, weather, danger, gone, other, calm, end);
    }

    private static Duration gone(Random dice) {
        return switch (dice.nextInt(6)) {
            case 0 -> Duration.ofSeconds(600 + dice.nextInt(6_600));
            case 1 -> Duration.ofSeconds(dice.nextInt(25 * 3_600));
            default -> Duration.ofSeconds(dice.nextInt(120));
        };
    }
}

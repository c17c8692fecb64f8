package farcron.run.fargate;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/// How fast, and for how long, things are asked of AWS.
///
/// @param starts how many tasks may be asked for in a second; AWS takes 20 of all who share the
///   account
/// @param looks how many times in a second tasks may be looked at, a hundred in each look
/// @param firstLook how long after its start a task is looked at if no event tells of it
/// @param laterLooks how long after a look the next one comes
/// @param backoff waits before the next try, the last one again and again
/// @param startWithin so long a task is tried to be placed
/// @param sameToken so long the same token is sure to stand for the same task; less than the hour
///   that ECS remembers that of a short task
public record Pace(
        int starts,
        double looks,
        Duration firstLook,
        Duration laterLooks,
        List<Duration> backoff,
        Duration startWithin,
        Duration sameToken) {

    private static final List<Duration> BACKOFF =
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(45),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(5));

    /// @param starts RunTask calls in a second
    /// @param hears whether events tell of tasks
    public static Pace usual(int starts, boolean hears) {
        return new Pace(
                starts,
                2,
                hears ? Duration.ofMinutes(1) : Duration.ofSeconds(15),
                hears ? Duration.ofMinutes(5) : Duration.ofSeconds(15),
                BACKOFF,
                Duration.ofMinutes(30),
                Duration.ofMinutes(55));
    }

    /// How long to wait after so many failures, from 1: between half of it and all, so that what
    /// failed together does not come back together. The same for the same run.
    Duration after(int failures, long run) {
        Duration most = backoff.get(Math.min(failures, backoff.size()) - 1);
        long half = most.toMillis() / 2;
        long drawn = new SplittableRandom(run * 31 + failures).nextLong(half + 1);
        return Duration.ofMillis(half + drawn);
    }
}

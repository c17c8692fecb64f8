package farcron.run.fargate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// Calls that are under way: each arrives at AWS after a while, and they overtake each other. The
/// daemon may be cut off before a call goes out, before it arrives, and before its answer does.
final class PendingCalls implements Calls {

    private record Call(Instant when, Runnable call) {}

    private final StoryClock clock;
    private final Random dice;
    private final boolean isSlow;
    private final Runnable danger;
    private final List<Call> calls = new ArrayList<>();

    /// @param isSlow whether some calls take half a minute
    /// @param danger may cut the daemon off
    PendingCalls(StoryClock clock, Random dice, boolean isSlow, Runnable danger) {
        this.isSlow = isSlow;
        this.clock = clock;
        this.dice = dice;
        this.danger = danger;
    }

    @Override
    public void make(Runnable call) {
        danger.run();
        int most = isSlow && dice.nextInt(20) == 0 ? 30_000 : 300;
        calls.add(new Call(clock.instant().plus(Duration.ofMillis(dice.nextInt(most))), call));
        danger.run();
    }

    Instant next() {
        return calls.stream().map(Call::when).min(Comparator.naturalOrder()).orElse(Instant.MAX);
    }

    void arrive() {
        Instant now = clock.instant();
        List<Call> due = calls.stream().filter(call -> !call.when().isAfter(now)).toList();
        calls.removeAll(due);
        for (Call call : due) {
            danger.run();
            call.call().run();
            danger.run();
        }
    }
}

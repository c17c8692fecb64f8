package farcron.report;

import farcron.clock.Outlook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The due times around a moment.
final class Nearby {

    /// Looking back is looking ahead from an earlier moment: farther only where nothing was nearer.
    private static final int[] DAYS = {1, 40, 400, 3000, 15_000};

    private Nearby() {}

    static Optional<Instant> after(Line line, Instant moment) {
        Outlook outlook = Outlook.after(line.schedule(), line.zone(), moment.minusMillis(1));
        return outlook.hasNext() ? Optional.of(outlook.peek().start()) : Optional.empty();
    }

    static Optional<Instant> before(Line line, Instant moment) {
        Optional<Instant> near = between(line, moment.minus(Duration.ofHours(1)), moment);
        for (int i = 0; near.isEmpty() && i < DAYS.length; i++) {
            near = between(line, moment.minus(Duration.ofDays(DAYS[i])), moment);
        }
        return near;
    }

    private static Optional<Instant> between(Line line, Instant from, Instant until) {
        Outlook outlook = Outlook.after(line.schedule(), line.zone(), from);
        Optional<Instant> last = Optional.empty();
        while (outlook.hasNext() && outlook.peek().start().isBefore(until)) {
            last = Optional.of(outlook.next().start());
        }
        return last;
    }
}

package farcron.report;

import farcron.clock.Outlook;
import farcron.job.Job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The due times around a moment.
final class Nearby {

    /// Looking back is looking ahead from an earlier moment: farther only where nothing was nearer.
    private static final int[] DAYS = {1, 40, 400, 3000, 15_000};

    private Nearby() {}

    static Optional<Instant> after(Job job, Instant moment) {
        Outlook outlook = Outlook.after(job.schedule(), job.zone(), moment.minusMillis(1));
        return outlook.hasNext() ? Optional.of(outlook.peek().start()) : Optional.empty();
    }

    static Optional<Instant> before(Job job, Instant moment) {
        Optional<Instant> near = between(job, moment.minus(Duration.ofHours(1)), moment);
        for (int i = 0; near.isEmpty() && i < DAYS.length; i++) {
            near = between(job, moment.minus(Duration.ofDays(DAYS[i])), moment);
        }
        return near;
    }

    private static Optional<Instant> between(Job job, Instant from, Instant until) {
        Outlook outlook = Outlook.after(job.schedule(), job.zone(), from);
        Optional<Instant> last = Optional.empty();
        while (outlook.hasNext() && outlook.peek().start().isBefore(until)) {
            last = Optional.of(outlook.next().start());
        }
        return last;
    }
}

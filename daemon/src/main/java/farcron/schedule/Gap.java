package farcron.schedule;

import farcron.clock.Outlook;
import farcron.job.Job;
import farcron.job.MakeUp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A time in which nobody looked at the clock, as one job sees it. Its moments are those at which
/// the job was due after `from`, up to `until`, had somebody been awake.
///
/// @param minute where the virtual clock of the job's zone stood at `from`
record Gap(Job job, Instant from, long minute, Instant until) {

    /// A clock that went so far ahead was wrong before, or is now: no machine was off for so long
    /// and is still waited for.
    private static final Duration BELIEVABLE = Duration.ofDays(400);

    /// To find the newest moments, no more than so many others are walked through.
    private static final int OTHERS = 200;

    private static final long FIRST_SPAN = 60;

    /// What the job's line asks for; if it asks for what fell into a time that nobody can believe,
    /// as a line that says nothing.
    MakeUp rule() {
        return isBelieved() ? job.rules().makeUp() : MakeUp.USUAL;
    }

    /// Whether the line's word for such a time counts.
    boolean isBelieved() {
        return switch (job.rules().makeUp().extent()) {
            case RECENT, NONE -> true;
            case LAST, ALL -> Duration.between(from, until).compareTo(BELIEVABLE) <= 0;
        };
    }

    /// The same without its first part, where that moment lies in it.
    Gap since(Instant later) {
        return later.isAfter(from) && !later.isAfter(until)
                ? new Gap(job, later, Outlook.advance(minute, job.zone(), from, later), until)
                : this;
    }

    /// How many moments there are; a year of minutes costs no more than a year of Mondays.
    long count() {
        return outlook().skip(until);
    }

    boolean has(Instant moment) {
        if (!moment.isAfter(from) || moment.isAfter(until)) {
            return false;
        }
        Outlook outlook = since(moment.minusNanos(1)).outlook();
        return outlook.hasNext() && outlook.peek().start().equals(moment);
    }

    /// The latest moments, oldest first: so many, or all if there are fewer.
    List<Instant> newest(int most) {
        List<Instant> moments = new ArrayList<>();
        Outlook outlook = shortest(most).outlook();
        while (outlook.hasNext() && !outlook.peek().start().isAfter(until)) {
            moments.add(outlook.next().start());
        }
        return moments.subList(Math.max(0, moments.size() - most), moments.size());
    }

    /// A last part of this gap that has so many moments, and not many more: looked for backwards in
    /// growing spans, and then more closely where many lie close together.
    private Gap shortest(int most) {
        if (count() <= most) {
            return this;
        }
        long end = until.getEpochSecond();
        long few = 0;
        long enough = FIRST_SPAN;
        while (last(end - enough).count() < most) {
            few = enough;
            enough *= 2;
        }
        while (enough - few > 1 && last(end - enough).count() - OTHERS > most) {
            long middle = (few + enough) / 2;
            if (last(end - middle).count() < most) {
                few = middle;
            } else {
                enough = middle;
            }
        }
        return last(end - enough);
    }

    private Gap last(long fromSecond) {
        return since(Instant.ofEpochSecond(fromSecond));
    }

    private Outlook outlook() {
        return Outlook.resume(job.schedule(), job.zone(), from, minute);
    }
}

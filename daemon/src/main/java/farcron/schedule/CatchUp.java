package farcron.schedule;

import farcron.clock.Moment;
import farcron.clock.Outlook;
import farcron.crontab.Schedule;
import farcron.dispatch.Dispatcher;
import farcron.job.Firing;
import farcron.job.Job;
import farcron.job.Trigger;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What was due in a time in which nobody looked at the clock.
///
/// Firings of the last five minutes are made up for, so that a restart loses nothing; older ones
/// are only counted. A job with a period of seconds runs once, for the last of them.
///
/// @param made to be run now, oldest first
/// @param missed how many are not run; counted up to [#COUNTED]
/// @param lastMissed due time of the last one counted
record CatchUp(List<Firing> made, int missed, Instant lastMissed) {

    private static final DateTimeFormatter SPAN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /// Counting goes on no longer than this, so that a year of downtime of a thousand lines does
    /// not hold up the first minute after it.
    static final int COUNTED = 1_000;

    /// @param minute where the virtual clock of the job's zone stood at `from`
    static CatchUp of(Job job, Instant from, long minute, Instant now) {
        Instant recent = now.minus(Dispatcher.STILL_WORTH_STARTING).minus(job.delay());
        Instant split = recent.isBefore(from) ? from : recent;
        CatchUp old = count(job, from, minute, split, Set.of());
        int missed = old.missed();
        Instant lastMissed = old.lastMissed();
        long then = Outlook.advance(minute, job.zone(), from, split);
        List<Firing> made = new ArrayList<>();
        Outlook late = Outlook.resume(job.schedule(), job.zone(), split, then);
        while (late.hasNext() && !late.peek().start().isAfter(now)) {
            Moment moment = late.next();
            if (job.schedule() instanceof Schedule.Every && !made.isEmpty()) {
                lastMissed = made.removeFirst().due();
                missed++;
            }
            made.add(new Firing(job, moment.start(), Trigger.CATCHUP));
        }
        return new CatchUp(made, missed, lastMissed);
    }

    /// How many firings there should have been in a span besides those that ran, up to [#COUNTED],
    /// and the last of them.
    static CatchUp count(Job job, Instant from, long minute, Instant until, Set<Instant> ran) {
        Outlook outlook = Outlook.resume(job.schedule(), job.zone(), from, minute);
        int count = 0;
        Instant last = from;
        while (outlook.hasNext() && !outlook.peek().start().isAfter(until) && count < COUNTED) {
            Instant start = outlook.next().start();
            if (!ran.contains(start)) {
                last = start;
                count++;
            }
        }
        return new CatchUp(List.of(), count, last);
    }

    /// The same without firings that have a run already.
    CatchUp withoutThose(Set<Instant> due) {
        List<Firing> rest = made.stream().filter(firing -> !due.contains(firing.due())).toList();
        int old = due.size() - (made.size() - rest.size());
        return new CatchUp(rest, Math.max(0, missed - old), lastMissed);
    }

    /// As the job's zone tells it.
    static String span(Job job, Instant from, Instant to) {
        return SPAN.format(from.atZone(job.zone())) + " to " + SPAN.format(to.atZone(job.zone()));
    }

    /// What to add to a number that is not exact.
    String inexact() {
        return missed < COUNTED ? "" : " (at least so many)";
    }
}

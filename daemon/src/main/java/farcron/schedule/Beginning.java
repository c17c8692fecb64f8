package farcron.schedule;

import farcron.crontab.Schedule;
import farcron.dispatch.Dispatcher;
import farcron.dispatch.Events;
import farcron.dispatch.Interlude;
import farcron.job.Firing;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobTable;
import farcron.job.RunRecord;
import farcron.job.Trigger;
import farcron.record.Cursor;
import farcron.record.Recovered;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a daemon does before its first look at the clock: it takes up the runs that an earlier one
/// left, settles what fell into the time between, and runs `@reboot` lines if the machine has
/// started since.
final class Beginning {

    /// The name under which the record keeps the moment at which a daemon was stopped in order.
    static final String STOPPED = "stopped_ms";

    private static final String STOPPED_THEN = " from %s to %s";
    private static final String SEEN_LAST = ": it was last seen at %s and back at %s";

    private final Dispatcher dispatcher;
    private final Agenda agenda;
    private final Recovered recovered;
    private final Events events;

    Beginning(Dispatcher dispatcher, Agenda agenda, Recovered recovered, Events events) {
        this.dispatcher = dispatcher;
        this.agenda = agenda;
        this.recovered = recovered;
        this.events = events;
    }

    /// @param unknown since when lines count that are not on record
    /// @param other when another cron had the lines
    /// @return whether it has run the lines for the start of the machine
    boolean begin(JobTable table, Boot boot, Instant unknown, Interlude other, Instant now) {
        dispatcher.load(table, unknown);
        dispatcher.takeUp(recovered.open(), boot.isLaterThan(recovered), other, now);
        if (agenda.tick().isBefore(now)) {
            settle(table, agenda.tick(), now);
        }
        agenda.skipTo(now);
        agenda.load(table, now);
        boolean fired = boot.isNew(recovered) && fireAtBoot(table, boot, now);
        dispatcher.fact(Boot.FACT, boot.id());
        return fired;
    }

    private void settle(JobTable table, Instant tick, Instant now) {
        String cause = "the daemon was not running" + (wasStopped() ? STOPPED_THEN : SEEN_LAST);
        Reckoning reckoning = new Reckoning(dispatcher, table, cause, tick, now);
        Map<JobKey, List<Instant>> ran = startedSince(tick);
        for (Job job : table.jobs()) {
            if (job.runs()) {
                Instant known = dispatcher.dueTheSameSince(job).orElse(now);
                Gap gap = new Gap(job, tick, agenda.minute(job.zone()), now).since(known);
                reckoning.absent(gap, ran.getOrDefault(job.key(), List.of()));
            }
        }
        reckoning.due().forEach(firing -> dispatcher.fire(firing, now));
    }

    /// One that was killed may have lived longer than the record knows: nothing was due in that
    /// time, or it would be there (see [Scheduler]).
    private boolean wasStopped() {
        String stopped = recovered.facts().getOrDefault(STOPPED, "");
        return recovered.cursor().filter(last -> stopped.equals(stopped(last))).isPresent();
    }

    /// What the record keeps under [#STOPPED] beside the cursor of a daemon that was stopped.
    static String stopped(Cursor last) {
        return Long.toString(last.tick().toEpochMilli());
    }

    /// Due times of firings that were started while nothing could be recorded.
    private Map<JobKey, List<Instant>> startedSince(Instant tick) {
        return recovered.open().stream()
                .filter(run -> run.trigger() != Trigger.MANUAL && run.due().isAfter(tick))
                .collect(
                        Collectors.groupingBy(
                                RunRecord::job,
                                Collectors.mapping(RunRecord::due, Collectors.toList())));
    }

    private boolean fireAtBoot(JobTable table, Boot boot, Instant now) {
        List<Job> atBoot =
                table.jobs().stream()
                        .filter(job -> job.runs() && job.schedule() instanceof Schedule.Boot)
                        .toList();
        if (boot.isDoubtful(recovered) && !atBoot.isEmpty()) {
            events.trouble(
                    "@reboot lines are not run: the record is lost, and nobody can tell whether"
                        + " they have run since the machine started; run them with farcron run");
            return false;
        }
        atBoot.forEach(job -> dispatcher.fire(new Firing(job, now, Trigger.REBOOT), now));
        return true;
    }
}

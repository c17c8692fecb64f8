package farcron.schedule;

import farcron.dispatch.Dispatcher;
import farcron.job.Firing;
import farcron.job.Job;
import farcron.job.JobTable;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Looks at the clock, and gives what is due its fate. Owned by the scheduler's thread.
final class Watch {

    /// A look that comes later than this after the last one has slept through a minute.
    private static final Duration UNNOTICED = Duration.ofSeconds(90);

    private final Agenda agenda;
    private final Dispatcher dispatcher;
    private Duration lag = Duration.ZERO;

    Watch(Agenda agenda, Dispatcher dispatcher) {
        this.agenda = agenda;
        this.dispatcher = dispatcher;
    }

    /// How late the last look was.
    Duration lag() {
        return lag;
    }

    /// @return whether there was anything to it but that time goes by
    boolean look(JobTable table, Instant now) {
        Duration late = Duration.between(agenda.nextLook(), now);
        lag = late.isNegative() ? Duration.ZERO : late;
        Instant before = agenda.tick();
        boolean slept = now.isAfter(before.plus(UNNOTICED));
        List<Firing> due = slept ? dueAfterSleep(table, now) : agenda.due(now);
        due.forEach(firing -> dispatcher.fire(firing, now));
        return slept || !due.isEmpty() || agenda.tick().isBefore(before) || !agenda.isLevel();
    }

    private List<Firing> dueAfterSleep(JobTable table, Instant now) {
        Instant before = agenda.tick();
        Instant settled = agenda.settled(now);
        Map<ZoneId, Long> clocks = new HashMap<>();
        table.jobs().forEach(job -> clocks.put(job.zone(), agenda.minute(job.zone())));
        Map<Job, List<Firing>> fired = new IdentityHashMap<>();
        for (Firing firing : agenda.due(now)) {
            fired.computeIfAbsent(firing.job(), _ -> new ArrayList<>()).add(firing);
        }
        String cause = "the clock went from %s to %s at once";
        Reckoning reckoning = new Reckoning(dispatcher, table, cause, before, now);
        for (Job job : table.jobs()) {
            if (job.runs()) {
                Gap all = new Gap(job, before, clocks.get(job.zone()), now);
                Gap gap = all.since(settled).since(dispatcher.dueTheSameSince(job).orElse(now));
                reckoning.asleep(gap, fired.getOrDefault(job, List.of()));
            }
        }
        return reckoning.due();
    }
}

package farcron.schedule;

import farcron.crontab.Schedule;
import farcron.dispatch.Dispatcher;
import farcron.dispatch.Events;
import farcron.dispatch.Runners;
import farcron.job.Control;
import farcron.job.Firing;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobTable;
import farcron.job.RunRecord;
import farcron.job.StatusSnapshot;
import farcron.job.Trigger;
import farcron.record.Cursor;
import farcron.record.Recovered;
import farcron.record.Retention;
import farcron.record.RunStore;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The heart. It owns the agenda, the set of open runs and the writing side of the record, and
/// takes messages from one inbox; everything else only posts messages and reads [#snapshot()].
///
/// One [#step] looks at the inbox and at the clock, decides, records what it decided in one
/// transaction, and then acts. It never waits for a job, a file or the network. With a clock, a
/// runner and a record given from outside it is fully deterministic.
///
/// All methods but [#snapshot] belong to one thread.
public final class Scheduler {

    /// A step that comes later than this has slept through a minute.
    private static final Duration UNNOTICED = Duration.ofSeconds(90);

    private static final Duration BETWEEN_BITES = Duration.ofMillis(100);

    private final InstantSource time;
    private final RunStore store;
    private final Events events;
    private final Dispatcher dispatcher;
    private final Inbox inbox;
    private final Retention retention;
    private final Recovered recovered;
    private final Agenda agenda;
    private JobTable table = JobTable.EMPTY;
    private Duration lag = Duration.ZERO;

    /// Whether what an earlier daemon left could not be read yet.
    private boolean unread;

    /// Told when nothing runs any more. Once there is one, nothing new is started.
    private Optional<CompletableFuture<Void>> ending = Optional.empty();

    private Instant trimAt = Instant.MAX;
    private volatile StatusSnapshot snapshot;

    public Scheduler(
            InstantSource time,
            Inbox inbox,
            RunStore store,
            Retention retention,
            Runners runners,
            Events events) {
        this.time = time;
        this.inbox = inbox;
        this.store = store;
        this.retention = retention;
        this.events = events;
        this.recovered = store.recover();
        this.unread = !store.problem().isEmpty();
        this.dispatcher = new Dispatcher(store, runners, events, recovered);
        Instant now = time.instant();
        Instant tick = recovered.cursor().map(Cursor::tick).orElse(now);
        this.agenda = new Agenda(tick, recovered.cursor().map(Cursor::minutes).orElse(Map.of()));
        publish(now);
    }

    /// Begins work: takes up the runs that an earlier daemon left, makes up for what fell into the
    /// time between, and runs `@reboot` lines if the machine has started since.
    ///
    /// @return whether it has run these
    public boolean start(JobTable first, Boot boot) {
        Instant now = time.instant();
        table = first;
        dispatcher.recall(first.jobs().stream().map(Job::key).toList());
        List<Job> toCatchUp =
                first.jobs().stream()
                        .filter(job -> job.runs() && dispatcher.dueTheSameSince(job).isPresent())
                        .toList();
        dispatcher.load(first, now);
        dispatcher.takeUp(recovered.open(), boot.isLaterThan(recovered), now);
        Instant tick = agenda.tick();
        if (tick.isBefore(now)) {
            Map<JobKey, Set<Instant>> started = startedSince(tick);
            for (Job job : toCatchUp) {
                catchUp(job, tick, started.getOrDefault(job.key(), Set.of()), now);
            }
        }
        agenda.skipTo(now);
        agenda.load(first, now);
        boolean fired = boot.isNew(recovered) && fireAtBoot(boot, now);
        dispatcher.fact(Boot.FACT, boot.id());
        commit(now);
        return fired;
    }

    private void catchUp(Job job, Instant tick, Set<Instant> started, Instant now) {
        CatchUp catchUp =
                CatchUp.of(job, tick, agenda.minute(job.zone()), now).withoutThose(started);
        if (catchUp.missed() > 0) {
            boolean every = job.schedule() instanceof Schedule.Every && !catchUp.made().isEmpty();
            String why =
                    "the daemon was not running from "
                            + CatchUp.span(job, tick, now)
                            + catchUp.inexact();
            dispatcher.miss(
                    job,
                    catchUp.missed(),
                    catchUp.lastMissed(),
                    every ? why + "; the last of these firings is made up for" : why,
                    now);
        }
        catchUp.made().forEach(firing -> dispatcher.fire(firing, now));
    }

    /// Due times of firings that were started while nothing could be recorded.
    private Map<JobKey, Set<Instant>> startedSince(Instant tick) {
        return recovered.open().stream()
                .filter(run -> run.trigger() != Trigger.MANUAL && run.due().isAfter(tick))
                .collect(
                        Collectors.groupingBy(
                                RunRecord::job,
                                Collectors.mapping(RunRecord::due, Collectors.toSet())));
    }

    private boolean fireAtBoot(Boot boot, Instant now) {
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

    /// Does all that there is to do now.
    ///
    /// @param waited whether this step comes because the wait for it is over, and not only because
    ///   of a message: then the clock is looked at whatever it shows. A clock that was set back is
    ///   so noticed when cron notices it, and one that merely trembles is not noticed at all
    /// @return the moment of the next step, if no message comes before it
    public Instant step(boolean waited) {
        List<Message> messages = inbox.drain();
        Instant now = time.instant();
        List<Runnable> answers = new ArrayList<>();
        messages.forEach(message -> takeOrTell(message, now, answers));
        boolean looked = ending.isEmpty() && (waited || !now.isBefore(agenda.nextLook()));
        if (looked) {
            look(now);
        }
        dispatcher.wake(now);
        if (looked || !messages.isEmpty() || !dispatcher.isSettled()) {
            commit(now);
        }
        answers.forEach(Runnable::run);
        ending.filter(_ -> dispatcher.isIdle()).ifPresent(idle -> idle.complete(null));
        if (looked || !now.isBefore(trimAt)) {
            forgetTheOldest(now);
        }
        Instant nextLook = ending.isEmpty() ? agenda.nextLook() : Instant.MAX;
        return Stream.of(nextLook, dispatcher.nextWake(), trimAt)
                .min(Comparator.naturalOrder())
                .get();
    }

    /// Last of all, when everything that was due has been started. Where there is much to forget,
    /// it goes on in small bites, and not right before the next look at the clock.
    private void forgetTheOldest(Instant now) {
        List<Long> gone = store.trim(retention);
        if (!gone.isEmpty()) {
            events.forgotten(gone);
        }
        Instant next = now.plus(BETWEEN_BITES);
        boolean more = gone.size() == Retention.AT_ONCE && next.isBefore(agenda.nextLook());
        trimAt = more ? next : Instant.MAX;
    }

    /// One message that cannot be dealt with, which is a bug, does not cost the others.
    private void takeOrTell(Message message, Instant now, List<Runnable> answers) {
        try {
            take(message, now, answers);
        } catch (RuntimeException bug) {
            events.trouble("a message to the scheduler could not be dealt with: " + bug);
        }
    }

    private void take(Message message, Instant now, List<Runnable> answers) {
        switch (message) {
            case Message.Reload(JobTable loaded) -> {
                table = loaded;
                dispatcher.load(loaded, now);
                agenda.load(loaded, now);
            }
            case Message.Ended(long run, var outcome) -> dispatcher.ended(run, outcome, now);
            case Message.Ask(var question, var answer) -> {
                Control.Answer decided = question.decide(dispatcher, now);
                answers.add(() -> answer.complete(decided));
            }
            case Message.End(var idle) -> {
                ending = Optional.of(idle);
                dispatcher.end();
            }
        }
    }

    private void look(Instant now) {
        Duration late = Duration.between(agenda.nextLook(), now);
        lag = late.isNegative() ? Duration.ZERO : late;
        Instant before = agenda.tick();
        boolean slept = Duration.between(before, now).compareTo(UNNOTICED) > 0;
        Map<ZoneId, Long> clocks = new HashMap<>();
        if (slept) {
            table.jobs().forEach(job -> clocks.put(job.zone(), agenda.minute(job.zone())));
        }
        List<Firing> due = agenda.due(now);
        due.forEach(firing -> dispatcher.fire(firing, now));
        if (slept) {
            Map<JobKey, List<Firing>> fired =
                    due.stream().collect(Collectors.groupingBy(firing -> firing.job().key()));
            for (Job job : table.jobs()) {
                List<Firing> made = fired.getOrDefault(job.key(), List.of());
                boolean oneForAll = job.schedule() instanceof Schedule.Every && !made.isEmpty();
                if (job.runs() && !oneForAll) {
                    miss(job, made, before, clocks.get(job.zone()), now);
                }
            }
        }
    }

    /// Records what the scheduler slept through and cron's rules do not make up for.
    private void miss(Job job, List<Firing> made, Instant before, long minute, Instant now) {
        Set<Instant> ran = made.stream().map(Firing::due).collect(Collectors.toSet());
        CatchUp missed = CatchUp.count(job, before, minute, now, ran);
        if (missed.missed() > 0) {
            String why = "the clock went from " + CatchUp.span(job, before, now) + " at once";
            dispatcher.miss(job, missed.missed(), missed.lastMissed(), why + missed.inexact(), now);
        }
    }

    private void commit(Instant now) {
        if (unread && store.problem().isEmpty()) {
            unread = false;
            dispatcher.takeUp(store.recover().open(), false, now);
        }
        dispatcher.commit(Optional.of(new Cursor(agenda.tick(), agenda.minutes())));
        publish(now);
    }

    private void publish(Instant now) {
        snapshot =
                new StatusSnapshot(
                        agenda.tick(),
                        lag,
                        table,
                        dispatcher.statuses(now),
                        dispatcher.open(),
                        store.problem());
    }

    /// What readers may know; any thread.
    public StatusSnapshot snapshot() {
        return snapshot;
    }
}

package farcron.schedule;

import farcron.clock.Timepiece;
import farcron.dispatch.Brakes;
import farcron.dispatch.Dispatcher;
import farcron.dispatch.Events;
import farcron.dispatch.Interlude;
import farcron.dispatch.Runners;
import farcron.job.Control;
import farcron.job.JobTable;
import farcron.job.StatusSnapshot;
import farcron.record.Cursor;
import farcron.record.Recovered;
import farcron.record.Retention;
import farcron.record.RunStore;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The heart. It owns the agenda, the set of open runs and the writing side of the record, and
/// takes messages from one inbox; everything else only posts messages and reads [#snapshot()].
///
/// One [#step] looks at the inbox and at the clock, decides, records what it decided in one
/// transaction, and then acts. It never waits for a job, a file or the network. With a clock, a
/// runner and a record given from outside it is fully deterministic.
///
/// All methods but [#snapshot] belong to one thread.
public final class Scheduler {

    /// How old the cursor on record may grow while there is nothing else to record.
    private static final Duration UNWRITTEN = Duration.ofMinutes(30);

    private static final Duration BETWEEN_BITES = Duration.ofMillis(100);

    private final Timepiece time;
    private final Steadiness steadiness;
    private final RunStore store;
    private final Events events;
    private final Dispatcher dispatcher;
    private final Inbox inbox;
    private final Retention retention;
    private final Recovered recovered;
    private final Agenda agenda;
    private final Watch watch;

    /// Up to when another cron has run the lines.
    private Instant answered = Instant.MIN;

    private JobTable table = JobTable.EMPTY;

    /// Whether what an earlier daemon left could not be read yet.
    private boolean unread;

    /// Told when nothing runs any more. Once there is one, nothing new is started.
    private Optional<CompletableFuture<Void>> ending = Optional.empty();

    /// How far the record knows that the clock was looked at.
    private Instant written = Instant.MIN;

    private Instant trimAt = Instant.MAX;
    private volatile StatusSnapshot snapshot;

    public Scheduler(
            Timepiece time,
            Inbox inbox,
            RunStore store,
            Retention retention,
            Runners runners,
            Events events,
            Brakes brakes) {
        this.time = time;
        this.steadiness = new Steadiness(time);
        this.inbox = inbox;
        this.store = store;
        this.retention = retention;
        this.events = events;
        this.recovered = store.recover();
        this.unread = !store.problem().isEmpty();
        this.dispatcher = new Dispatcher(store, runners, events, recovered, brakes);
        Instant now = time.instant();
        Instant tick = recovered.cursor().map(Cursor::tick).orElse(now);
        this.agenda = new Agenda(tick, recovered.cursor().map(Cursor::minutes).orElse(Map.of()));
        this.watch = new Watch(agenda, dispatcher);
        publish(now);
    }

    /// Begins work: takes up the runs that an earlier daemon left, makes up for what fell into the
    /// time between, and runs `@reboot` lines if the machine has started since.
    ///
    /// @return whether it has run these
    public boolean start(JobTable first, Boot boot) {
        return start(first, boot, Instant.MIN);
    }

    /// The same where another cron had the lines for some time.
    ///
    /// @param until up to when that one answers for what was due: that is neither made up for nor
    ///   missed, and what waited before that has waited too long
    public boolean start(JobTable first, Boot boot, Instant until) {
        Instant now = time.instant();
        table = first;
        answered = until;
        Interlude other = Interlude.since(recovered.cursor().map(Cursor::tick), until);
        Instant unknown = now;
        if (!other.isNone()) {
            unknown = earlier(until, now);
            agenda.skipTo(unknown);
        }
        Beginning beginning = new Beginning(dispatcher, agenda, recovered, events);
        boolean fired = beginning.begin(first, boot, unknown, other, now);
        commit(now);
        return fired;
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
        boolean looks = ending.isEmpty() && (waited || !now.isBefore(agenda.nextLook()));
        noticeMove(now);
        messages.forEach(message -> takeOrTell(message, now, answers));
        boolean looked = looks && ending.isEmpty();
        boolean eventful = looked && watch.look(table, now) || !messages.isEmpty();
        dispatcher.wake(now);
        if (eventful || !dispatcher.isSettled() || looked && isCursorOld()) {
            commit(now);
        } else if (looked) {
            publish(now);
        }
        answers.forEach(Runnable::run);
        ending.filter(_ -> dispatcher.isIdle()).ifPresent(idle -> idle.complete(null));
        if (looked || !now.isBefore(trimAt)) {
            forgetTheOldest(now);
        }
        Instant nextLook = ending.isEmpty() ? agenda.nextLook() : Instant.MAX;
        return earlier(earlier(nextLook, dispatcher.nextWake()), trimAt);
    }

    /// Before anything is decided: only what went on before is measured by the clock as it was.
    private void noticeMove(Instant now) {
        Duration by = steadiness.moved(now);
        if (!by.isZero()) {
            dispatcher.clockMoved(by);
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
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
            case Message.Moved(long run, var progress) -> dispatcher.moved(run, progress);
            case Message.Answered(long run, var outcome) -> dispatcher.answered(run, outcome);
            case Message.Ask(var question, var answer) -> {
                try {
                    Control.Answer decided = question.decide(dispatcher.operator(), now);
                    answers.add(() -> answer.complete(decided));
                } catch (RuntimeException bug) {
                    answers.add(() -> answer.completeExceptionally(bug));
                    throw bug;
                }
            }
            case Message.End(var idle) -> {
                ending = Optional.of(idle);
                dispatcher.end();
            }
        }
    }

    /// Minutes in which nothing was due are not written down one by one: a machine that has nothing
    /// to do may sleep. Whoever starts after a crash finds nothing due in those that are missing.
    private boolean isCursorOld() {
        return !agenda.tick().isBefore(written.plus(UNWRITTEN))
                || unread
                || !store.problem().isEmpty();
    }

    private void commit(Instant now) {
        if (unread && store.problem().isEmpty()) {
            unread = false;
            // Its cursor is ours by now, so it does not tell when a daemon was seen last before.
            Interlude other = Interlude.since(Optional.empty(), answered);
            dispatcher.takeUp(store.recover().open(), false, other, now);
        }
        written = agenda.tick();
        dispatcher.commit(Optional.of(new Cursor(written, agenda.minutes())));
        publish(now);
    }

    private void publish(Instant now) {
        snapshot =
                new StatusSnapshot(
                        agenda.tick(),
                        watch.lag(),
                        table,
                        dispatcher.statuses(now),
                        dispatcher.open(),
                        store.problem());
    }

    /// The last of all calls, when no step follows: has on record how long there was a daemon. If
    /// the clock was looked at as it should be, that is until now.
    public void close() {
        Instant now = time.instant();
        boolean punctual = now.isAfter(agenda.tick()) && now.isBefore(agenda.nextLook());
        Cursor last = new Cursor(punctual ? now : agenda.tick(), agenda.minutes());
        dispatcher.fact(Beginning.STOPPED, Beginning.stopped(last));
        dispatcher.commit(Optional.of(last));
    }

    /// What readers may know; any thread.
    public StatusSnapshot snapshot() {
        return snapshot;
    }
}

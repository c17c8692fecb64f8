package farcron;

import farcron.clock.Timepiece;
import farcron.job.JobTable;
import farcron.load.CrontabLoader;
import farcron.load.CrontabWatch;
import farcron.load.Crontabs;
import farcron.os.Signals;
import farcron.os.StartPages;
import farcron.os.Syslog;
import farcron.record.RecordException;
import farcron.record.Retention;
import farcron.record.RunHistory;
import farcron.record.RunStore;
import farcron.report.LogbackSetup;
import farcron.run.local.Drop;
import farcron.schedule.Inbox;
import farcron.schedule.Message;
import farcron.schedule.Requests;
import farcron.schedule.Scheduler;
import farcron.schedule.SchedulerLoop;
import farcron.schedule.Watchdog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// Puts the rooms together, by hand: starts them in order, stops them in reverse.
final class Daemon {

    private final Setup setup;
    private final ServiceNotice notice;
    private final Succession succession;
    private final Started started;

    Daemon(Setup setup) {
        this.setup = setup;
        this.notice = ServiceNotice.here(setup.log()::problem);
        this.succession = new Succession(setup);
        this.started = new Started(setup.log()::problem);
    }

    /// Runs the crontabs of its charge until a signal ends it.
    ///
    /// @return the exit status
    int run() throws InterruptedException {
        if (logsToSyslog()) {
            LogbackSetup.toSyslog(Syslog.SOCKET, setup.reading().zone());
        }
        Stop stop = new Stop(setup.log(), notice::stopping);
        Signals.handle("HUP", () -> {});
        Signals.handle("USR2", () -> {});
        Inbox inbox = new Inbox();
        try (started) {
            Workers workers = start(inbox);
            LogbackSetup.up();
            if (setup.settings().text(Option.STOP).equals("wait")) {
                stop.awaitWithJobs(inbox, workers.post()::idle);
            } else {
                stop.await();
            }
            if (setup.ofMachine()) {
                setup.log().stopping();
            }
            return 0;
        } catch (CannotStartException refusal) {
            setup.log().problem(refusal.getMessage());
            return CannotStartException.STATUS;
        }
    }

    private boolean logsToSyslog() {
        return switch (setup.settings().text(Option.LOG)) {
            case "syslog" -> true;
            case "stdout" -> false;
            default -> setup.ofMachine() && Files.exists(Syslog.SOCKET);
        };
    }

    private Workers start(Inbox inbox) throws CannotStartException {
        Instant begun = setup.time().instant();
        Drop drop = Workers.drop(setup);
        Crontabs crontabs = setup.charge().crontabs(setup);
        CrontabLoader loader = loader(crontabs);
        JobTable table;
        StateFolder state;
        if (setup.ofMachine()) {
            state = state();
            succession.takeOver(state.path(), started);
            table = loader.refresh().orElse(JobTable.EMPTY);
        } else {
            table = named(loader);
            state = state();
        }
        Workers workers = Workers.start(setup, state, drop, Workers.News.to(inbox), started);
        Scheduler scheduler = scheduler(state, inbox, workers, table);
        workers.loaded().accept(table);
        watch(loader, crontabs, inbox, workers);
        RunHistory history = started.add(new RunHistory(state.database()));
        Answers.start(
                setup,
                state,
                scheduler::snapshot,
                history,
                workers.folders(),
                new Requests(inbox),
                begun,
                started);
        workers.mailWhatIsLeft(history);
        sayReady(begun, table);
        notice.ready(scheduler.snapshot());
        rehearse(state);
        return workers;
    }

    private static JobTable named(CrontabLoader loader) throws CannotStartException {
        JobTable table = loader.refresh().orElse(JobTable.EMPTY);
        if (!loader.hasReadAny()) {
            throw new CannotStartException(
                    "none of the named crontabs can be read, so there is nothing to run; correct"
                            + " the names and start again");
        }
        return table;
    }

    private StateFolder state() throws CannotStartException {
        if (setup.ofMachine() && setup.self().uid() != 0) {
            throw new CannotStartException(
                    "only root can run the crontabs of the machine; name crontabs to run them as "
                            + setup.self().name());
        }
        StateFolder state = StateFolder.open(setup.stateFolder(), setup.self().uid() == 0);
        started.add(state::release);
        if (!state.trouble().isEmpty()) {
            setup.log().problem(state.trouble());
        }
        return state;
    }

    private CrontabLoader loader(Crontabs crontabs) {
        return new CrontabLoader(
                crontabs, setup.reading(), setup.time(), setup.log()::loaded, setup.log()::line);
    }

    /// Starts the heart: from here on lines run.
    private Scheduler scheduler(StateFolder state, Inbox inbox, Workers workers, JobTable table)
            throws CannotStartException {
        RunStore store =
                started.add(new RunStore(state.database(), workers.folders(), setup.time()));
        Settings settings = setup.settings();
        Retention retention =
                new Retention(
                        Duration.ofDays(settings.number(Option.KEEP_DAYS)),
                        Duration.ofDays(settings.number(Option.KEEP_FAILED_DAYS)),
                        settings.number(Option.KEEP_RUNS));
        Scheduler scheduler;
        try {
            scheduler =
                    new Scheduler(
                            Timepiece.of(setup.time()),
                            inbox,
                            store,
                            retention,
                            workers.runners(),
                            workers.journal(),
                            MachineBrakes.of(settings, setup.time()));
        } catch (RecordException refusal) {
            throw new CannotStartException(refusal);
        }
        succession.begin(scheduler, table);
        Watchdog watchdog = notice.watchdog(scheduler::snapshot);
        SchedulerLoop loop = new SchedulerLoop(scheduler, inbox, setup.time(), watchdog, this::bug);
        loop.start();
        started.add(loop::stop);
        return scheduler;
    }

    private void watch(CrontabLoader loader, Crontabs crontabs, Inbox inbox, Workers workers) {
        CrontabWatch watch =
                new CrontabWatch(
                        loader,
                        crontabs,
                        setup.time(),
                        table -> {
                            inbox.post(new Message.Reload(table));
                            workers.loaded().accept(table);
                        },
                        setup.log()::problem);
        watch.start();
        Signals.handle("HUP", watch::look);
        Signals.handle("USR2", watch::look);
    }

    private void sayReady(Instant begun, JobTable table) {
        setup.log()
                .note(
                        "ready %d ms after the start; jobs: %d, files: %d"
                                .formatted(
                                        Duration.between(begun, setup.time().instant()).toMillis(),
                                        table.jobs().size(),
                                        table.files().size()));
    }

    private void rehearse(StateFolder state) {
        Path scratch = state.path().resolve("rehearsal");
        Rehearsal rehearsal = new Rehearsal(setup.time(), setup.self().name(), scratch);
        Thread.ofPlatform()
                .daemon()
                .name("rehearsal")
                .start(() -> {
                    try {
                        rehearsal.run();
                    } finally {
                        letStartPagesGo();
                    }
                });
    }

    /// Last, as the rehearsal looks at most of it once more.
    private static void letStartPagesGo() {
        try {
            StartPages.letGo();
        } catch (IOException _) {
            // They will then stay until the kernel needs the room.
        }
    }

    private void bug(Throwable bug) {
        String then =
                bug instanceof LinkageError
                        ? "the daemon ends, to be started again: "
                        : "goes on with the next one: ";
        setup.log().problem("the scheduler's step failed and " + then + bug);
    }
}

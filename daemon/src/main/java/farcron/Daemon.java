package farcron;

import farcron.crontab.Grammar;
import farcron.dispatch.Runners;
import farcron.job.JobTable;
import farcron.load.CrontabFile;
import farcron.load.CrontabLoader;
import farcron.load.CrontabWatch;
import farcron.load.NewCrontab;
import farcron.load.Reading;
import farcron.os.Account;
import farcron.os.Accounts;
import farcron.os.BootId;
import farcron.os.Host;
import farcron.os.LogLimit;
import farcron.os.OwnEnvironment;
import farcron.os.Signals;
import farcron.os.Syslog;
import farcron.record.RecordException;
import farcron.record.Retention;
import farcron.record.RunFolders;
import farcron.record.RunHistory;
import farcron.record.RunStore;
import farcron.report.Callers;
import farcron.report.CrontabAddress;
import farcron.report.EventLog;
import farcron.report.LogbackSetup;
import farcron.report.Logs;
import farcron.report.OutputEcho;
import farcron.report.Program;
import farcron.report.Site;
import farcron.report.StatusServer;
import farcron.run.local.Doors;
import farcron.run.local.Drop;
import farcron.run.local.DropChoice;
import farcron.run.local.LocalRunner;
import farcron.run.local.LocalSettings;
import farcron.run.local.RunRoots;
import farcron.schedule.Inbox;
import farcron.schedule.Message;
import farcron.schedule.Requests;
import farcron.schedule.Scheduler;
import farcron.schedule.SchedulerLoop;
import farcron.spool.Backups;
import farcron.spool.Locations;
import farcron.spool.Spool;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// Puts the rooms together, by hand: starts them in order, stops them in reverse.
final class Daemon {

    private final Settings settings;
    private final Reading reading;
    private final InstantSource time;
    private final Account self;
    private final EventLog log;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final CountDownLatch stop = new CountDownLatch(1);

    Daemon(Settings settings, Reading reading, InstantSource time) {
        this.settings = settings;
        this.reading = reading;
        this.time = time;
        this.self = new Accounts().current();
        this.log = new EventLog(reading.dialect(), reading.zone());
    }

    /// Runs these crontabs, as the user it runs as itself, until a signal ends it. What runs then,
    /// runs on.
    ///
    /// @return the exit status
    int run(List<Path> files) throws InterruptedException {
        if (logsToSyslog(files)) {
            LogbackSetup.toSyslog(Syslog.SOCKET, reading.zone());
        }
        Signals.handle("TERM", stop::countDown);
        Signals.handle("INT", stop::countDown);
        Signals.handle("HUP", () -> {});
        try {
            start(files);
        } catch (StateFolder.TakenException
                | RecordException
                | NothingToRunException
                | DropChoice.ImpossibleException refusal) {
            log.problem(refusal.getMessage());
            close();
            return 1;
        } catch (RuntimeException bug) {
            close();
            throw bug;
        }
        LogbackSetup.up();
        stop.await();
        log.note("stopping; running jobs go on and are taken up by the next start");
        close();
        return 0;
    }

    /// None of the crontabs can be read.
    private static final class NothingToRunException extends Exception {
        private static final long serialVersionUID = 1;

        NothingToRunException(String message) {
            super(message);
        }
    }

    private void start(List<Path> files)
            throws StateFolder.TakenException,
                    NothingToRunException,
                    DropChoice.ImpossibleException {
        Instant begun = time.instant();
        LocalSettings local = local(files.isEmpty());
        List<Path> paths = files.stream().map(file -> file.toAbsolutePath().normalize()).toList();
        CrontabLoader loader =
                new CrontabLoader(
                        paths.stream().distinct().map(this::crontab).toList(), reading, time);
        JobTable table = loader.refresh().orElse(JobTable.EMPTY);
        table.files().forEach(log::loaded);
        if (!loader.hasReadAny()) {
            throw new NothingToRunException(
                    "none of the named crontabs can be read, so there is nothing to run; correct"
                            + " the names and start again");
        }
        StateFolder state = StateFolder.open(stateFolder());
        started.push(state::release);
        if (!state.trouble().isEmpty()) {
            log.problem(state.trouble());
        }
        List<Path> roots = List.of(state.runs(), RunRoots.fallback(state.runs(), self.uid()));
        RunFolders folders = new RunFolders(roots);
        Inbox inbox = new Inbox();
        Journal journal = new Journal(log, folders, echo(folders));
        started.push(journal);
        Scheduler scheduler = scheduler(state, roots, inbox, journal, local);
        scheduler.start(table, BootId.current());
        SchedulerLoop loop = new SchedulerLoop(scheduler, inbox, time, this::bug);
        loop.start();
        started.push(loop::stop);
        watch(loader, paths, inbox);
        serve(state, scheduler, new Requests(inbox), folders, begun);
        log.note(
                "ready %d ms after the start; jobs: %d, files: %d"
                        .formatted(
                                Duration.between(begun, time.instant()).toMillis(),
                                table.jobs().size(),
                                table.files().size()));
        Thread.ofPlatform()
                .daemon()
                .name("rehearsal")
                .start(new Rehearsal(time, self.name(), state.path().resolve("rehearsal")));
    }

    private Optional<OutputEcho> echo(RunFolders folders) {
        if (!settings.text(Option.JOB_OUTPUT).equals("stdout")) {
            return Optional.empty();
        }
        OutputEcho echo = new OutputEcho(folders, logLimit(), log);
        started.push(echo);
        return Optional.of(echo);
    }

    private CrontabFile crontab(Path path) {
        return new CrontabFile(path, Grammar.Format.USER, self.name(), self.name());
    }

    private boolean logsToSyslog(List<Path> files) {
        return switch (settings.text(Option.LOG)) {
            case "syslog" -> true;
            case "stdout" -> false;
            default -> files.isEmpty() && Files.exists(Syslog.SOCKET);
        };
    }

    private Path stateFolder() {
        return settings.path(Option.STATE).orElseGet(() -> Places.stateOf(self));
    }

    private Scheduler scheduler(
            StateFolder state,
            List<Path> roots,
            Inbox inbox,
            Journal journal,
            LocalSettings local) {
        RunStore store = new RunStore(state.database(), new RunFolders(roots), time);
        started.push(store);
        LocalRunner runner =
                new LocalRunner(
                        new RunRoots(roots),
                        local,
                        new Accounts(),
                        new Doors(
                                (run, outcome) -> inbox.post(new Message.Ended(run, outcome)),
                                (_, _) -> Optional.empty(),
                                log::line));
        started.push(runner::close);
        Retention retention =
                new Retention(
                        Duration.ofDays(settings.number(Option.KEEP_DAYS)),
                        Duration.ofDays(settings.number(Option.KEEP_FAILED_DAYS)),
                        settings.number(Option.KEEP_RUNS));
        return new Scheduler(time, inbox, store, retention, new Runners(runner), journal);
    }

    /// @param everybody whether jobs of all users are to be run
    private LocalSettings local(boolean everybody) throws DropChoice.ImpossibleException {
        Drop drop =
                DropChoice.here(self.uid() == 0)
                        .of(settings.text(Option.SESSION), everybody, log::problem);
        return LocalSettings.of(reading.dialect())
                .dropping(drop)
                .within(OwnEnvironment.bytes(), settings.text(Option.ENV).equals("inherit"))
                .capped(logLimit());
    }

    private LogLimit logLimit() {
        long half = settings.number(Option.LOG_LIMIT) * 1024L * 1024L / 2;
        return new LogLimit(half, half);
    }

    private void watch(CrontabLoader loader, List<Path> paths, Inbox inbox) {
        CrontabWatch watch =
                new CrontabWatch(
                        loader,
                        paths,
                        time,
                        table -> {
                            table.files().forEach(log::loaded);
                            inbox.post(new Message.Reload(table));
                        },
                        log::problem);
        watch.start();
        Signals.handle("HUP", watch::look);
    }

    private void serve(
            StateFolder state,
            Scheduler scheduler,
            Requests requests,
            RunFolders folders,
            Instant begun) {
        RunHistory history = new RunHistory(state.database());
        started.push(history);
        CrontabAddress crontabs = crontabs(state);
        started.push(crontabs);
        Program program =
                new Program(
                        Host.name(),
                        reading.zone(),
                        Version.text(),
                        ProcessHandle.current().pid(),
                        begun);
        Site site =
                new Site(
                        scheduler::snapshot,
                        history,
                        new Logs(folders, logLimit()),
                        requests,
                        crontabs,
                        time,
                        program);
        StatusServer server = new StatusServer(site, Set.of(), new Callers(new Accounts(), self));
        started.push(server);
        server.listen(settings.path(Option.SOCKET).orElse(state.path().resolve("farcron.sock")));
        String listen = settings.text(Option.LISTEN);
        if (!listen.equals("none")) {
            int colon = listen.lastIndexOf(':');
            int port = Integer.parseInt(listen.substring(colon + 1));
            server.listen(new InetSocketAddress(listen.substring(0, colon), port));
        }
    }

    private CrontabAddress crontabs(StateFolder state) {
        Optional<Path> folder = settings.path(Option.SPOOL);
        if (folder.isEmpty()) {
            return CrontabAddress.none();
        }
        Spool spool =
                new Spool(
                        Locations.withSpool(folder.get()),
                        new Spool.Customs(reading.dialect(), time, reading.zone(), Version.text()),
                        new Accounts(),
                        new NewCrontab(reading, time),
                        new Backups(state.path().resolve("crontabs.bak")),
                        log::line);
        spool.sweep();
        return CrontabAddress.of(spool);
    }

    private void bug(Throwable bug) {
        log.problem("the scheduler's step failed and goes on with the next one: " + bug);
    }

    private void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception failure) {
                log.problem("while stopping: " + failure);
            }
        }
    }
}

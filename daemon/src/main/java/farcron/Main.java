package farcron;

import farcron.cli.CrontabCommand;
import farcron.cli.CrontabTerminal;
import farcron.crontab.Grammar.Dialect;
import farcron.job.CronLine;
import farcron.load.NewCrontab;
import farcron.load.Reading;
import farcron.load.Unenforced;
import farcron.os.Accounts;
import farcron.os.ControlGroups;
import farcron.os.Exit;
import farcron.os.Host;
import farcron.os.Syslog;
import farcron.os.Terminals;
import farcron.report.EventLog;
import farcron.report.LogbackSetup;
import farcron.spool.Backups;
import farcron.spool.Locations;
import farcron.spool.Spool;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The program. Only here do the real clock and the real time zone come in.
public final class Main {

    private static final int USAGE = 2;

    /// As whom the daemon runs that crontabs are meant for, unless it is told otherwise.
    private static final long OF_THE_MACHINE = 0;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        InstantSource time = InstantSource.system();
        List<String> words = List.of(arguments);
        boolean daemon = words.indexOf("daemon") == 0;
        Optional<DaemonWords> plain =
                daemon ? DaemonWords.plain(words.subList(1, words.size())) : Optional.empty();
        // Before all else, also before the zones of the world are read.
        plain.ifPresent(it -> Overture.begin(time, it.files().isEmpty()));
        ZoneId zone = ZoneId.systemDefault();
        int status =
                plain.isPresent()
                        ? new DaemonStart(zone, Host.id(), time)
                                .run(plain.get(), new PrintWriter(System.err, true))
                        : command(zone, time, arguments);
        if (daemon) {
            LogbackSetup.flush();
            Exit.now(status);
        }
        System.exit(status);
    }

    private static int command(ZoneId zone, InstantSource time, String... arguments) {
        Settings settings = new Settings(Map.of(), System.getenv(), Places.CONFIGURATION);
        Reading here =
                new Reading(
                        Dialects.named("auto"),
                        zone,
                        Host.id(),
                        settings.pools(),
                        settings.fargate(),
                        Unenforced.by(ControlGroups.here(OF_THE_MACHINE)));
        if (arguments.length > 0 && arguments[0].equals("crontab")) {
            List<String> words = List.of(arguments).subList(1, arguments.length);
            return crontab(here, time).run(words);
        }
        if (asksAws(arguments) && !settings.mistakes().isEmpty()) {
            settings.mistakes().forEach(System.err::println);
            return USAGE;
        }
        return new Commands(here, time).asked(arguments).execute(arguments);
    }

    /// What looks at a daemon's settings takes none that the daemon refuses.
    private static boolean asksAws(String... arguments) {
        return arguments.length > 1
                && arguments[0].equals("fargate")
                && List.of("doctor", "policy").contains(arguments[1]);
    }

    /// Not one of the others: its grammar is crontab(1)'s own.
    private static CrontabCommand crontab(Reading here, InstantSource time) {
        Settings settings = new Settings(Map.of(), System.getenv(), Places.CONFIGURATION);
        Dialect dialect = Dialects.named(settings.text(Option.DIALECT));
        Reading reading =
                new Reading(
                        dialect,
                        here.zone(),
                        here.host(),
                        settings.pools(),
                        settings.fargate(),
                        here.unenforced());
        NewCrontab check = new NewCrontab(reading, time);
        Accounts accounts = new Accounts();
        Path state = settings.path(Option.STATE).orElse(Places.STATE);
        Supplier<Spool> spool =
                () ->
                        new Spool(
                                settings.path(Option.SPOOL)
                                        .map(Locations::withSpool)
                                        .orElseGet(() -> Locations.of(dialect)),
                                new Spool.Customs(dialect, time, here.zone(), Version.text()),
                                accounts,
                                check,
                                new Backups(state.resolve("crontabs.bak")),
                                systemLog(dialect, here.zone()));
        return new CrontabCommand(
                new CrontabCommand.Surroundings(
                        dialect,
                        settings.path(Option.SOCKET).orElse(Places.SOCKET),
                        spool,
                        check,
                        accounts,
                        System.getenv(),
                        Version.text()),
                new CrontabTerminal(
                        new FileInputStream(FileDescriptor.in),
                        System.out,
                        System.err,
                        Terminals::isTerminal));
    }

    /// What root edits while no daemon runs is told to the system's log by the command itself.
    private static Consumer<CronLine> systemLog(Dialect dialect, ZoneId zone) {
        if (!Files.exists(Syslog.SOCKET)) {
            return _ -> {};
        }
        LogbackSetup.toSyslog(Syslog.SOCKET, zone);
        LogbackSetup.up();
        Runtime.getRuntime().addShutdownHook(new Thread(LogbackSetup::flush));
        return new EventLog(dialect, zone)::line;
    }
}

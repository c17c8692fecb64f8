package farcron;

import farcron.load.Reading;
import farcron.load.Unenforced;
import farcron.os.Accounts;
import farcron.os.ControlGroups;
import farcron.report.EventLog;
import farcron.report.LogbackSetup;
import farcron.spool.Locations;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;

/// Starts a daemon as it was asked for.
///
/// @param host by what draws differ between machines
record DaemonStart(ZoneId zone, String host, InstantSource time) {

    private static final int USAGE = 2;

    /// Runs it until it ends.
    ///
    /// @param err is told what is wrong with the settings
    /// @return the exit status
    int run(DaemonWords words, PrintWriter err) throws InterruptedException {
        Settings settings = new Settings(words.given(), System.getenv(), Places.CONFIGURATION);
        if (!settings.mistakes().isEmpty()) {
            settings.mistakes().forEach(err::println);
            return USAGE;
        }
        Reading reading =
                new Reading(
                        Dialects.named(settings.text(Option.DIALECT)),
                        zone,
                        host,
                        settings.pools(),
                        words.files().isEmpty()
                                ? settings.fargate()
                                : settings.fargate().vouchedFor(),
                        Unenforced.by(ControlGroups.here()));
        Accounts accounts = new Accounts();
        EventLog log = new EventLog(reading.dialect(), reading.zone());
        LogbackSetup.level(settings.text(Option.LOG_LEVEL));
        Setup setup =
                new Setup(
                        charge(words.files(), settings, reading),
                        settings,
                        reading,
                        time,
                        accounts,
                        accounts.current(),
                        log);
        return new Daemon(setup).run();
    }

    private static Charge charge(List<Path> files, Settings settings, Reading reading) {
        if (!files.isEmpty()) {
            return new Charge.Named(files);
        }
        return new Charge.Machine(
                settings.path(Option.SPOOL)
                        .map(Locations::withSpool)
                        .orElseGet(() -> Locations.of(reading.dialect())));
    }
}

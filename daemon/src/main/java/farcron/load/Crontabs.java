package farcron.load;

import farcron.crontab.Grammar.Dialect;
import farcron.job.CronLine;
import farcron.os.Accounts;
import farcron.spool.Locations;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/// A set of crontabs. Which they are is asked anew at each look. Belongs to one thread.
public abstract sealed class Crontabs permits NamedCrontabs, SystemCrontabs {

    Crontabs() {}

    /// Just these files, wherever they are, whatever their modes.
    public static Crontabs named(List<CrontabFile> files) {
        return new NamedCrontabs(files);
    }

    /// Those of the machine and of its users, as far as its cron would take them.
    ///
    /// @param log told what cron tells of them
    public static Crontabs ofSystem(
            Locations locations,
            Dialect dialect,
            Accounts accounts,
            InstantSource time,
            Consumer<CronLine> log) {
        return new SystemCrontabs(
                locations,
                dialect,
                new Users(accounts::lookUp, Users.PASSWD, Users.PATIENCE_AT_START),
                new Room(Runtime.getRuntime().maxMemory() / 2),
                time,
                log);
    }

    /// The folders whose changes may be changes of crontabs. They need not be there.
    abstract List<Path> folders();

    /// Those that are there now, in the order in which they may give names to their jobs.
    abstract List<CrontabFile> list();

    /// @throws IOException also if it is not there any more
    abstract Trace trace(CrontabFile file) throws IOException;

    /// @param seen its trace a moment ago
    /// @throws IOException also if it is not there any more
    abstract Found read(CrontabFile file, Trace seen) throws IOException;

    /// Tells that a file is not taken.
    abstract void refused(CrontabFile file, Refusal refusal);

    /// Tells that a file which was in force has changed and is in force again.
    abstract void reloaded(CrontabFile file);

    /// Whether there is no account of this name. Where nobody can say, there is one.
    abstract boolean isStranger(String user);

    /// Whether somebody waits for a file even if it is not there.
    abstract boolean expects(CrontabFile file);

    /// How much of the daemon's memory their users may fill.
    abstract Room room();
}

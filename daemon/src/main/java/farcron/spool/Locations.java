package farcron.spool;

import farcron.crontab.Grammar.Dialect;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where this machine keeps its crontabs, and the files that say who may have one.
///
/// @param crontab the system's crontab, with a user column
/// @param cronD folder of further such files, one for each package
/// @param spool folder of the users' own crontabs, each named after its owner
/// @param allow if it exists, only users in it may use crontab(1)
/// @param deny else, users in it may not
public record Locations(Path crontab, Path cronD, Path spool, Path allow, Path deny) {

    /// Where the machine's own cron has them: crontab(5), cron(8), and for SUSE `tabs`.
    public static Locations of(Dialect dialect) {
        Path suse = Path.of("/var/spool/cron/tabs");
        return switch (dialect) {
            case DEBIAN -> withSpool(Path.of("/var/spool/cron/crontabs"));
            case CRONIE -> withSpool(Files.isDirectory(suse) ? suse : Path.of("/var/spool/cron"));
        };
    }

    public static Locations withSpool(Path spool) {
        return new Locations(
                Path.of("/etc/crontab"),
                Path.of("/etc/cron.d"),
                spool,
                Path.of("/etc/cron.allow"),
                Path.of("/etc/cron.deny"));
    }
}

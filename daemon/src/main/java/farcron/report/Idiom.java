package farcron.report;

import farcron.crontab.Grammar.Dialect;
import farcron.job.CronLine;
import farcron.job.Job;

import java.util.Locale;
import java.util.Optional;

/// What the machine's own cron says of itself and of its runs, and under which names: log watchers
/// know these lines by heart.
///
/// The version behind `STARTUP` is cronie's custom. Debian's `fork ok` would not be true here.
record Idiom(Dialect dialect) {

    private static final String SELF = "CRON";

    /// As it stands before the process number.
    String name(CronLine.Ident ident) {
        String daemon =
                switch (dialect) {
                    case DEBIAN -> "cron";
                    case CRONIE -> "crond";
                };
        return switch (ident) {
            case DAEMON -> daemon;
            case RUN -> daemon.toUpperCase(Locale.ROOT);
            case CRONTAB -> "crontab";
        };
    }

    static CronLine begun(String version) {
        return CronLine.info(SELF, "STARTUP", "farcron " + version);
    }

    /// Whether `@reboot` lines run at this start of the daemon.
    Optional<CronLine> reboot(boolean runs) {
        return switch (dialect) {
            case DEBIAN ->
                    info(
                            runs
                                    ? "Running @reboot jobs"
                                    : "Skipping @reboot jobs -- not system startup");
            case CRONIE ->
                    runs
                            ? Optional.empty()
                            : info("@reboot jobs will be run at computer's startup.");
        };
    }

    static CronLine started(Job job) {
        return CronLine.run(job.user(), "CMD", job.command().shell());
    }

    Optional<CronLine> ended(Job job) {
        return switch (dialect) {
            case DEBIAN -> Optional.empty();
            case CRONIE -> Optional.of(CronLine.run(job.user(), "CMDEND", job.command().shell()));
        };
    }

    Optional<CronLine> stopping() {
        return switch (dialect) {
            case DEBIAN -> Optional.empty();
            case CRONIE -> info("Shutting down");
        };
    }

    private static Optional<CronLine> info(String what) {
        return Optional.of(CronLine.info(SELF, "INFO", what));
    }
}

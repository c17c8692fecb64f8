package farcron.run.local;

import farcron.crontab.Grammar.Dialect;
import farcron.crontab.LosslessText;
import farcron.os.LaunchLocale;
import farcron.os.LogLimit;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What may differ between machines and tests.
///
/// @param shell the POSIX shell that supervises; a job's own shell is the crontab's matter
/// @param dialect whose rules hold for the environment, and for a missing home
/// @param base what a job's environment begins with
/// @param drop how jobs become their users
/// @param limit of each run's log
/// @param grouping whether runs have control groups
public record LocalSettings(
        Path shell,
        Dialect dialect,
        Map<String, String> base,
        Drop drop,
        LogLimit limit,
        Grouping grouping) {

    private static final Path SHELL = Path.of("/bin/sh");

    /// cronie's jobs have these from crond's own environment.
    private static final Pattern CRONIE_COPIES =
            Pattern.compile("LANG|LANGUAGE|LC_.*|RANDOM_DELAY|MAILFROM");

    /// What concerns the daemon's process alone.
    private static final Set<String> CREDENTIALS =
            Set.of(
                    "AWS_ACCESS_KEY_ID",
                    "AWS_SECRET_ACCESS_KEY",
                    "AWS_SESSION_TOKEN",
                    "AWS_ROLE_ARN",
                    "AWS_PROFILE");

    /// Also what systemd tells a service about itself (systemd.exec(5)): a job that took itself for
    /// it would report that it is ready, or feed its watchdog.
    private static final Set<String> DAEMONS_OWN =
            Set.of(
                    "MALLOC_ARENA_MAX",
                    "PWD",
                    "OLDPWD",
                    "SHLVL",
                    "_",
                    "NOTIFY_SOCKET",
                    "WATCHDOG_USEC",
                    "WATCHDOG_PID",
                    "LISTEN_PID",
                    "LISTEN_PIDFDID",
                    "LISTEN_FDS",
                    "LISTEN_FDNAMES",
                    "INVOCATION_ID",
                    "JOURNAL_STREAM",
                    "MANAGERPID",
                    "MANAGERPIDFDID",
                    "SYSTEMD_EXEC_PID",
                    "MEMORY_PRESSURE_WATCH",
                    "MEMORY_PRESSURE_WRITE");

    public LocalSettings {
        base = Map.copyOf(base);
    }

    /// As cron does it where nothing is set, for the daemon's own user only.
    public static LocalSettings of(Dialect dialect) {
        return new LocalSettings(
                SHELL, dialect, Map.of(), new Drop.Stay(), LogLimit.DEFAULT, new Grouping.None());
    }

    public LocalSettings capped(LogLimit other) {
        return new LocalSettings(shell, dialect, base, drop, other, grouping);
    }

    public LocalSettings dropping(Drop other) {
        return new LocalSettings(shell, dialect, base, other, limit, grouping);
    }

    public LocalSettings grouping(Grouping other) {
        return new LocalSettings(shell, dialect, base, drop, limit, other);
    }

    /// What the daemon may do on AWS is not for jobs.
    private static boolean isKeptBack(String name) {
        return name.startsWith("FARCRON_")
                || name.startsWith("AWS_CONTAINER_")
                || name.startsWith("AWS_WEB_IDENTITY_")
                || CREDENTIALS.contains(name);
    }

    /// @param daemon the daemon's environment: `NAME=value`, each with a zero byte behind it
    /// @param inherit whether jobs get all of it, but for what is meant for the daemon; else they
    ///   get what cron would give
    public LocalSettings within(byte[] daemon, boolean inherit) {
        Predicate<String> given =
                inherit
                        ? name -> !DAEMONS_OWN.contains(name) && !isKeptBack(name)
                        : switch (dialect) {
                            case DEBIAN -> _ -> false;
                            case CRONIE -> CRONIE_COPIES.asMatchPredicate();
                        };
        Map<String, String> kept = new HashMap<>();
        for (String variable : LosslessText.decode(daemon).split("\0")) {
            int equals = variable.indexOf('=');
            if (equals > 0 && given.test(variable.substring(0, equals))) {
                kept.putIfAbsent(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        LaunchLocale.restore(kept);
        return new LocalSettings(shell, dialect, kept, drop, limit, grouping);
    }

    /// The PATH of jobs whose crontab sets none.
    String path() {
        return switch (dialect) {
            case DEBIAN -> "/usr/bin:/bin";
            case CRONIE -> "/usr/bin:/bin:/usr/sbin:/sbin";
        };
    }
}

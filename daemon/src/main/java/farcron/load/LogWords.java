package farcron.load;

import farcron.crontab.Grammar.Dialect;
import farcron.job.CronLine;

import java.nio.file.Path;

/// What cron writes to the log about crontab files, as the dialect has it.
record LogWords(Dialect dialect) {

    private static final String SYSTEM = "*system*";

    CronLine refused(CrontabFile file, Refusal refusal) {
        return CronLine.info(refuser(file), refusal.event(), place(file));
    }

    CronLine reloaded(CrontabFile file) {
        return CronLine.info(loader(file), "RELOAD", place(file));
    }

    CronLine orphan(String user) {
        return CronLine.info(user, "ORPHAN", "no passwd entry");
    }

    /// No cron says so; but many have looked for the reason.
    CronLine ignored(Path file, String why) {
        return CronLine.info(SYSTEM + file.getFileName(), "IGNORED", file + ": " + why);
    }

    private String refuser(CrontabFile file) {
        return dialect == Dialect.CRONIE ? file.user() : loader(file);
    }

    private String loader(CrontabFile file) {
        if (!file.isSystem()) {
            return file.user();
        }
        boolean named = dialect == Dialect.DEBIAN && file.scope().startsWith(SystemCrontabs.CRON_D);
        return named ? SYSTEM + file.path().getFileName() : SYSTEM;
    }

    /// Debian's cron stands in the folder above the users' crontabs.
    private String place(CrontabFile file) {
        Path path = file.path();
        if (dialect == Dialect.DEBIAN && !file.isSystem()) {
            return path.getParent().getFileName().resolve(path.getFileName()).toString();
        }
        return path.toString();
    }
}

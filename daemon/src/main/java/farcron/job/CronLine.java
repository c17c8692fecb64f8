package farcron.job;

/// A line of the log in the one shape that all crons write: `(who) EVENT (detail)`, and now and
/// then `(who) EVENT (detail): cause`. Log watchers look for these texts, so they are cron's own
/// wherever cron has one.
///
/// @param who a user; `CRON` for the daemon itself, `*system*NAME` for a file of the system
/// @param event upper case by custom, such as `RELOAD`
/// @param detail may be any text of a crontab: whoever prints it makes it harmless first
/// @param cause in the words of the C library; mostly empty
public record CronLine(
        Ident ident, String who, String event, String detail, String cause, Level level) {

    /// Under whose name the line is written.
    public enum Ident {
        /// `cron` of Debian, `crond` of cronie: the daemon.
        DAEMON,
        /// `CRON`, `CROND`: what belongs to a run.
        RUN,
        /// `crontab`: the command that edits crontabs.
        CRONTAB
    }

    public enum Level {
        INFO,
        ERROR
    }

    public static CronLine info(String who, String event, String detail) {
        return new CronLine(Ident.DAEMON, who, event, detail, "", Level.INFO);
    }

    public static CronLine error(String who, String event, String detail) {
        return new CronLine(Ident.DAEMON, who, event, detail, "", Level.ERROR);
    }

    public static CronLine error(String who, String event, String detail, String cause) {
        return new CronLine(Ident.DAEMON, who, event, detail, cause, Level.ERROR);
    }

    /// About a run.
    public static CronLine run(String who, String event, String detail) {
        return new CronLine(Ident.RUN, who, event, detail, "", Level.INFO);
    }

    /// About an edit.
    public static CronLine crontab(String who, String event, String detail) {
        return new CronLine(Ident.CRONTAB, who, event, detail, "", Level.INFO);
    }
}

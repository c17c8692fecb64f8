package farcron.mail;

import farcron.crontab.Grammar.Dialect;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What the crons do differently about mail.
sealed interface Manner permits DebianManner, CronieManner {

    static Manner of(Dialect dialect) {
        return switch (dialect) {
            case DEBIAN -> new DebianManner();
            case CRONIE -> new CronieManner();
        };
    }

    /// The event of the log line about a refused `MAILTO` or `MAILFROM`.
    String unsafeEvent();

    /// What ends the log line about a mailer that failed.
    String failed(String status);

    List<String> command(Path mailer, Parties parties);

    /// The value of the header `From`.
    String from(Parties parties);

    /// As the crontab's text for `MAILTO` and `MAILFROM` is understood.
    ///
    /// @param trusted whether whoever wrote it may see the daemon's environment
    /// @param daemon the daemon's environment
    String expanded(String text, boolean trusted, Map<String, String> daemon);

    /// Settings that the daemon's environment makes where a crontab does not.
    List<String> inherited();

    /// What the headers call plain ASCII.
    String ascii();

    /// Headers after those that all crons write.
    List<String> moreHeaders();

    /// The mailer's environment, without `HOME` and `LOGNAME`, which it always has, and without the
    /// locale.
    Map<String, String> environment(String owner, Map<String, String> crontab);

    /// What becomes of the output on its way into a letter.
    byte[] body(byte[] output);

    /// What to do where there is no mailer.
    WithoutMailer withoutMailer();

    /// @param event of the log line that says once that it is so
    /// @param detail of the same
    /// @param outputToLog whether the output is written to the log instead
    record WithoutMailer(String event, String detail, boolean outputToLog) {}
}

package farcron.mail;

import farcron.crontab.Grammar.Dialect;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// How this daemon mails.
///
/// @param dialect whose headers, mailer options and log lines
/// @param mailer a program that takes sendmail's options; absent: no output is mailed
/// @param onlyWhereAsked whether only lines with a `MAILTO` are mailed; else the owner gets the
///   output of all others, as with cron
/// @param host as the kernel names it
/// @param environment the daemon's own
public record MailSettings(
        Dialect dialect,
        Optional<Path> mailer,
        boolean onlyWhereAsked,
        String host,
        Map<String, String> environment) {

    public MailSettings {
        environment = Map.copyOf(environment);
    }
}

package farcron.mail;

import java.util.regex.Pattern;

/// Which values of `MAILTO` and `MAILFROM` may reach a mailer. cron's own rule keeps options, shell
/// characters and further headers out; it lets `root,-oQ/tmp` pass, which is refused here too.
final class Address {

    private static final Pattern SAFE =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9@!:%._+=/-]|,(?!-))*+");

    private Address() {}

    /// One address, or several with commas and without blanks.
    static boolean safe(String text) {
        return SAFE.matcher(text).matches();
    }
}

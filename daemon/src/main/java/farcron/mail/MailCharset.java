package farcron.mail;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The character set that output is said to be in: that of the daemon's own locale, as for cron. A
/// service of systemd has one (`LANG` of `/etc/default/locale` or `/etc/locale.conf`, else
/// `C.UTF-8`), so on an ordinary host it is UTF-8; a container mostly has none.
final class MailCharset {

    private static final List<String> VARIABLES = List.of("LC_ALL", "LC_CTYPE", "LANG");

    private MailCharset() {}

    /// Empty where the locale names none, as with `C`.
    static Optional<String> of(Map<String, String> environment) {
        return VARIABLES.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .flatMap(MailCharset::codeset);
    }

    /// `de_DE.ISO-8859-1@euro`: what stands between `.` and `@`.
    private static Optional<String> codeset(String locale) {
        int dot = locale.indexOf('.');
        String name = dot < 0 ? "" : locale.substring(dot + 1).replaceAll("@.*", "");
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]*")) {
            return Optional.empty();
        }
        String upper = name.toUpperCase(Locale.ROOT);
        return Optional.of(upper.equals("UTF8") ? "UTF-8" : upper);
    }
}

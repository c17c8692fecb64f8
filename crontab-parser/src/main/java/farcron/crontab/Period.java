package farcron.crontab;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The period after `@every`: `90s`, `30m`, `2h`, `1d`, or several of them, the larger unit first,
/// as Go's cron libraries have it: `1h30m`.
public final class Period {

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");

    private Period() {}

    public static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Duration period =
                Duration.ofDays(number(matcher, 1))
                        .plusHours(number(matcher, 2))
                        .plusMinutes(number(matcher, 3))
                        .plusSeconds(number(matcher, 4));
        boolean sane = period.isPositive() && period.compareTo(LONGEST) <= 0;
        return sane ? Optional.of(period) : Optional.empty();
    }

    private static long number(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
    }
}

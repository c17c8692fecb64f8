package farcron.load;

import farcron.crontab.Period;
import farcron.job.Retry;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The value of `retry:`, which is `3`, `3/30s` or `3/30s..10m`.
final class RetryWord {

    private static final int MOST = 1_000;
    private static final Duration USUAL_DELAY = Duration.ofSeconds(10);
    private static final Duration USUAL_LONGEST = Duration.ofHours(1);
    private static final Pattern FORM = Pattern.compile("(\\d{1,4})(?:/(.*?)(?:\\.\\.(.*))?)?");

    private RetryWord() {}

    static Retry parse(String value) throws BadValue {
        Matcher matcher = FORM.matcher(value);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > MOST) {
            throw new BadValue(
                    "begins with no number from 0 to " + MOST,
                    "write how often to try again, such as retry:3 or retry:3/30s..10m");
        }
        Optional<String> first = Optional.ofNullable(matcher.group(2));
        Optional<String> last = Optional.ofNullable(matcher.group(3));
        Duration delay = first.isPresent() ? period(first.get()) : USUAL_DELAY;
        Duration most = last.isPresent() ? period(last.get()) : longer(delay, USUAL_LONGEST);
        if (most.compareTo(delay) < 0) {
            throw new BadValue(
                    "has a longest delay that is shorter than the first one",
                    "write the shorter one first, such as retry:3/30s..10m");
        }
        int times = Integer.parseInt(matcher.group(1));
        return times == 0 ? Retry.NEVER : new Retry(times, delay, most);
    }

    private static Duration period(String text) throws BadValue {
        return Period.parse(text)
                .orElseThrow(() ->
                        new BadValue(
                                "has a delay that is no duration",
                                "write a number and a unit, such as retry:3/30s or"
                                        + " retry:3/30s..10m"));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
